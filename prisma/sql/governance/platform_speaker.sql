-- needs: same_voice
-- Members who said in a flag that they speak for a platform, and those who count as one voice with them.
CREATE OR REPLACE VIEW "platform_speaker" AS
SELECT k."platform_id", f."member_id"
  FROM "flag" f JOIN "moderation_case" k ON k."id" = f."case_id" WHERE f."rated_party"
UNION ALL
SELECT k."platform_id", v."other_id"
  FROM "flag" f JOIN "moderation_case" k ON k."id" = f."case_id"
  JOIN "same_voice" v ON v."member_id" = f."member_id" WHERE f."rated_party";
