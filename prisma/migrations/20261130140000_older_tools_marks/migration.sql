-- What older tools are answered is stored with a client's figures, now without marks of 0.00.
INSERT INTO "stale_figures" ("kind", "subject") SELECT 'client', "client_id" FROM "client_summary";
