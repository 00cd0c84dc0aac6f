-- CreateTable
CREATE TABLE "stale_figures" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,

    CONSTRAINT "stale_figures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stale_figures_kind_subject_idx" ON "stale_figures"("kind", "subject");
