-- CreateTable
CREATE TABLE "passkey" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "credential_hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "passkey_credential_hash_key" ON "passkey"("credential_hash");

-- CreateIndex
CREATE INDEX "passkey_member_id_idx" ON "passkey"("member_id");

-- AddForeignKey
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
