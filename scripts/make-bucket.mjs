import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const ALREADY_THERE = new Set(['BucketAlreadyOwnedByYou', 'BucketAlreadyExists']);
const { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;

/** Creates the bucket S3_BUCKET if it is missing; docker-compose.yml runs this before the site starts. */
const client = new S3Client({
  endpoint: S3_ENDPOINT,
  region: S3_REGION || 'us-east-1',
  forcePathStyle: true,
  credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
});
try {
  await client.send(new CreateBucketCommand({ Bucket: S3_BUCKET }));
  console.log(`Made the bucket ${S3_BUCKET}.`);
} catch (error) {
  if (!ALREADY_THERE.has(error.name)) throw error;
  console.log(`The bucket ${S3_BUCKET} is there already.`);
}
