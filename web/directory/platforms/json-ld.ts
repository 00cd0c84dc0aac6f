import type { PlatformResponse } from '#shared/directory/platforms.ts';

/** schema.org: the members' rating of a platform; undefined without a rating. */
export function ratingJsonLd({ name, domains, rating }: PlatformResponse): object | undefined {
  if (rating.count === 0 || rating.overall === null) return undefined;
  const [domain] = domains;
  return {
    '@context': 'https://schema.org',
    '@type': 'AggregateRating',
    itemReviewed: {
      '@type': 'Organization',
      name,
      ...(domain === undefined ? {} : { url: `https://${domain}/` }),
    },
    ratingValue: Math.round(rating.overall * 10) / 10,
    bestRating: 5,
    worstRating: 1,
    ratingCount: rating.count,
  };
}
