/** Part of the API description of every route that takes `signed`. */
export const SIGNING_API_DESCRIPTION = `All of this kind that a member has on one platform is signed, or nothing
is. Where her others there are not as \`signed\` says, it is refused as \`others-signed\` or
\`others-unsigned\`, and its \`limit\` is the kind. Sent again with \`alike\`, all of them become as this
one is. \`GET /api/me/signing\` tells how they are.`;
