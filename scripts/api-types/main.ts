import { writeApiTypes, type ApiDescription } from './write-types.ts';

const [site] = process.argv.slice(2);
if (site === undefined || !URL.canParse(site)) {
  console.error('Usage: npm run api:types -- https://a.site > api.d.ts');
  process.exitCode = 2;
} else {
  const response = await fetch(new URL('/api/openapi.json', site));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  process.stdout.write(writeApiTypes((await response.json()) as ApiDescription));
}
