-- CreateTable
CREATE TABLE "post_follow_up" (
    "post_id" TEXT NOT NULL,

    CONSTRAINT "post_follow_up_pkey" PRIMARY KEY ("post_id")
);
