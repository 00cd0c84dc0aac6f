-- AlterTable
ALTER TABLE "screenshot" ADD COLUMN     "post_id" TEXT;

-- CreateTable
CREATE TABLE "member_choices" (
    "member_id" TEXT NOT NULL,
    "allows_messages" BOOLEAN NOT NULL DEFAULT false,
    "contactable" BOOLEAN NOT NULL DEFAULT false,
    "follows_own" BOOLEAN NOT NULL DEFAULT true,
    "feed_hash" TEXT,
    "feed_version" INTEGER NOT NULL DEFAULT 0,
    "forum_read_at" TIMESTAMPTZ(0),

    CONSTRAINT "member_choices_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "forum_category" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name_fr" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "say_fr" TEXT NOT NULL,
    "say_en" TEXT NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "forum_category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_thread" (
    "id" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "member_id" TEXT,
    "title" TEXT NOT NULL,
    "platform_id" TEXT,
    "client_id" TEXT,
    "task_id" TEXT,
    "payout_id" TEXT,
    "started_at" TIMESTAMPTZ(0) NOT NULL,
    "posts" INTEGER NOT NULL DEFAULT 0,
    "last_post_at" TIMESTAMPTZ(0) NOT NULL,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "closed_on" DATE,
    "closed_rule" TEXT,
    "closed_reason" TEXT,
    "slow_seconds" INTEGER,

    CONSTRAINT "forum_thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_post" (
    "id" TEXT NOT NULL,
    "thread_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "member_id" TEXT,
    "posted_at" TIMESTAMPTZ(0) NOT NULL,
    "edited_at" TIMESTAMPTZ(0),
    "text" TEXT,
    "html" TEXT,
    "renderer" INTEGER NOT NULL,
    "cards" JSONB NOT NULL DEFAULT '[]',
    "withdrawn_on" DATE,

    CONSTRAINT "forum_post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forum_post_version" (
    "post_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "forum_post_version_pkey" PRIMARY KEY ("post_id","number")
);

-- CreateTable
CREATE TABLE "forum_read" (
    "member_id" TEXT NOT NULL,
    "thread_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "forum_read_pkey" PRIMARY KEY ("member_id","thread_id")
);

-- CreateTable
CREATE TABLE "follow" (
    "member_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "since" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("member_id","kind","subject")
);

-- CreateTable
CREATE TABLE "inbox_item" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(0) NOT NULL,
    "read_at" TIMESTAMPTZ(0),
    "pushed_at" TIMESTAMPTZ(0),
    "mailed_at" TIMESTAMPTZ(0),

    CONSTRAINT "inbox_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "endpoint_hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_on" DATE NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_address" (
    "member_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "frequency" TEXT NOT NULL,
    "code_hash" TEXT,
    "confirmed_on" DATE,
    "last_sent_on" DATE,
    "created_on" DATE NOT NULL,

    CONSTRAINT "mail_address_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "private_message" (
    "id" TEXT NOT NULL,
    "sender_id" TEXT NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(0) NOT NULL,
    "read_at" TIMESTAMPTZ(0),

    CONSTRAINT "private_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_flag" (
    "id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "flagger_id" TEXT,
    "sender_id" TEXT,
    "sealed" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "flagged_at" TIMESTAMPTZ(0) NOT NULL,
    "ended_on" DATE,

    CONSTRAINT "message_flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ignore" (
    "member_id" TEXT NOT NULL,
    "ignored_id" TEXT NOT NULL,
    "since" DATE NOT NULL,

    CONSTRAINT "ignore_pkey" PRIMARY KEY ("member_id","ignored_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "member_choices_feed_hash_key" ON "member_choices"("feed_hash");

-- CreateIndex
CREATE UNIQUE INDEX "forum_category_slug_key" ON "forum_category"("slug");

-- CreateIndex
CREATE INDEX "forum_category_place_idx" ON "forum_category"("place");

-- CreateIndex
CREATE INDEX "forum_thread_category_id_last_post_at_id_idx" ON "forum_thread"("category_id", "last_post_at", "id");

-- CreateIndex
CREATE INDEX "forum_thread_last_post_at_id_idx" ON "forum_thread"("last_post_at", "id");

-- CreateIndex
CREATE INDEX "forum_thread_member_id_started_at_idx" ON "forum_thread"("member_id", "started_at");

-- CreateIndex
CREATE INDEX "forum_thread_platform_id_last_post_at_idx" ON "forum_thread"("platform_id", "last_post_at");

-- CreateIndex
CREATE INDEX "forum_thread_client_id_last_post_at_idx" ON "forum_thread"("client_id", "last_post_at");

-- CreateIndex
CREATE INDEX "forum_thread_task_id_last_post_at_idx" ON "forum_thread"("task_id", "last_post_at");

-- CreateIndex
CREATE INDEX "forum_thread_payout_id_idx" ON "forum_thread"("payout_id");

-- CreateIndex
CREATE INDEX "forum_post_member_id_posted_at_idx" ON "forum_post"("member_id", "posted_at");

-- CreateIndex
CREATE UNIQUE INDEX "forum_post_thread_id_place_key" ON "forum_post"("thread_id", "place");

-- CreateIndex
CREATE INDEX "forum_read_thread_id_idx" ON "forum_read"("thread_id");

-- CreateIndex
CREATE INDEX "follow_kind_subject_idx" ON "follow"("kind", "subject");

-- CreateIndex
CREATE INDEX "inbox_item_member_id_at_idx" ON "inbox_item"("member_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_item_member_id_kind_subject_key" ON "inbox_item"("member_id", "kind", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_endpoint_hash_key" ON "push_subscription"("endpoint_hash");

-- CreateIndex
CREATE INDEX "push_subscription_member_id_idx" ON "push_subscription"("member_id");

-- CreateIndex
CREATE INDEX "private_message_recipient_id_sent_at_idx" ON "private_message"("recipient_id", "sent_at");

-- CreateIndex
CREATE INDEX "private_message_sender_id_sent_at_idx" ON "private_message"("sender_id", "sent_at");

-- CreateIndex
CREATE INDEX "private_message_sent_at_idx" ON "private_message"("sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "message_flag_message_id_key" ON "message_flag"("message_id");

-- CreateIndex
CREATE INDEX "message_flag_ended_on_flagged_at_idx" ON "message_flag"("ended_on", "flagged_at");

-- CreateIndex
CREATE INDEX "message_flag_flagger_id_idx" ON "message_flag"("flagger_id");

-- CreateIndex
CREATE INDEX "message_flag_sender_id_idx" ON "message_flag"("sender_id");

-- CreateIndex
CREATE INDEX "ignore_ignored_id_idx" ON "ignore"("ignored_id");

-- CreateIndex
CREATE UNIQUE INDEX "screenshot_post_id_key_key" ON "screenshot"("post_id", "key");

-- AddForeignKey
ALTER TABLE "member_choices" ADD CONSTRAINT "member_choices_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "forum_category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "platform"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_thread" ADD CONSTRAINT "forum_thread_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "forum_thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post" ADD CONSTRAINT "forum_post_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_post_version" ADD CONSTRAINT "forum_post_version_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "forum_post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_read" ADD CONSTRAINT "forum_read_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forum_read" ADD CONSTRAINT "forum_read_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "forum_thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox_item" ADD CONSTRAINT "inbox_item_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_address" ADD CONSTRAINT "mail_address_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_message" ADD CONSTRAINT "private_message_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_message" ADD CONSTRAINT "private_message_recipient_id_fkey" FOREIGN KEY ("recipient_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_flag" ADD CONSTRAINT "message_flag_flagger_id_fkey" FOREIGN KEY ("flagger_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_flag" ADD CONSTRAINT "message_flag_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ignore" ADD CONSTRAINT "ignore_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ignore" ADD CONSTRAINT "ignore_ignored_id_fkey" FOREIGN KEY ("ignored_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "screenshot" ADD CONSTRAINT "screenshot_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "forum_post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
