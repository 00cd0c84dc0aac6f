-- What covers each use of a picture: a member's report, until a moment, or a decision that it shows personal data
-- (`held`). A picture that is shown in two places is covered while either use is.
CREATE OR REPLACE VIEW "picture_cover" AS
SELECT s."key", s."covered_until", EXISTS (
           SELECT 1 FROM "proof_check" c WHERE c."payout_id" = s."payout_id" AND c."image_key" = s."key"
              AND c."reason" = 'personal-data' AND c."state" = 'upheld') AS "held"
  FROM "screenshot" s;
