ALTER TABLE "proposed_act" VALIDATE CONSTRAINT "proposed_act_first_id_fkey";

ALTER TABLE "thread_decision" VALIDATE CONSTRAINT "thread_decision_kind";

ALTER TABLE "proposed_act" VALIDATE CONSTRAINT "proposed_act_two_moderators";

ALTER TABLE "proposed_act" VALIDATE CONSTRAINT "proposed_act_never_alone";
