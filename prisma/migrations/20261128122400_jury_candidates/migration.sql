-- CreateTable
CREATE TABLE "jury_candidate" (
    "jury_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "salt" TEXT NOT NULL,

    CONSTRAINT "jury_candidate_pkey" PRIMARY KEY ("jury_id","member_id")
);

-- CreateIndex
CREATE INDEX "jury_candidate_member_id_idx" ON "jury_candidate"("member_id");

-- AddForeignKey
ALTER TABLE "jury_candidate" ADD CONSTRAINT "jury_candidate_jury_id_fkey" FOREIGN KEY ("jury_id") REFERENCES "jury"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jury_candidate" ADD CONSTRAINT "jury_candidate_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Juries that wait or sit keep their names: until now one salt of the jury gave all of them, by
-- SHA-256(HMAC-SHA-256(salt of the jury, member) / member).
INSERT INTO "jury_candidate" ("jury_id", "member_id", "name", "salt")
SELECT made."id", made."member_id", made."name", made."salt"
  FROM (SELECT keyed."id", keyed."member_id", keyed."pool", keyed."salt",
               left(encode(sha256(convert_to(keyed."salt" || '/' || keyed."member_id", 'UTF8')), 'hex'), 32) AS "name"
          FROM (SELECT j."id", m."id" AS "member_id", j."pool",
                       encode(sha256(pads."outer" || sha256(pads."inner" || convert_to(m."id", 'UTF8'))), 'hex') AS "salt"
                  FROM "jury" j
                 CROSS JOIN LATERAL (
                       SELECT decode(string_agg(lpad(to_hex(ascii(substr(j."pool_salt", place, 1)) # 54), 2, '0'), '' ORDER BY place), 'hex') AS "inner",
                              decode(string_agg(lpad(to_hex(ascii(substr(j."pool_salt", place, 1)) # 92), 2, '0'), '' ORDER BY place), 'hex') AS "outer"
                         FROM generate_series(1, 64) place) pads
                 CROSS JOIN "member" m
                 WHERE j."state" IN ('waiting', 'sitting') AND length(j."pool_salt") = 64) keyed) made
 WHERE made."pool" ? made."name";
