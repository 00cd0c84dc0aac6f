export const payouts = {};
