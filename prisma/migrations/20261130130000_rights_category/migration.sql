-- A category of its own for law, taxes and benefits, whose topics say that no lawyer answers. New sites get it from
-- prisma/seed/forum_categories.csv; this adds it to those that have the categories of before.
INSERT INTO "forum_category" ("id", "slug", "name_fr", "name_en", "say_fr", "say_en", "place")
SELECT substr(md5(random()::text), 1, 12), 'droits', 'Droits, impôts, aides', 'Rights, taxes, benefits',
       'Contrat, impôts, cotisations, allocations : ce que chacun a vécu.',
       'Contracts, taxes, contributions, benefits: what each of us went through.',
       (SELECT max("place") + 1 FROM "forum_category")
 WHERE EXISTS (SELECT 1 FROM "forum_category" WHERE "slug" = 'organisation')
ON CONFLICT ("slug") DO NOTHING;
