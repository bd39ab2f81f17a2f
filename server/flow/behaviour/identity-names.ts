/** By which names programs keep what belongs to somebody, and take it out again. */

const personField =
  /^(?:for_?|acting_?)?(?:user|tenant|account|customer|owner|member|caller|principal|actor|subject|author|created_?by)(?:_?(?:id|email|name|uid))?$|^(?:uid|sub|email)$/i;
const rights = /^(?:roles?|isAdmin|is_admin|admin|permissions?|scopes?)$/i;
const verbs = /^(?:get|find|load|fetch|read|retrieve|look_?up|resolve|use)/i;
const ofCredentials = /token|credential|api_?keys?|secret/i;
// Not what is kept of somebody, or nothing that opens a door.
const others =
  /csrf|push|device|fcm|reset|verif|valid|status|expir|usage|count|limit|public|max|estimat|design|mint|metadata|info$|address|price|balance/i;

/** The name of a method that takes some out of many: `findMany`, `select`, `eq`. */
export const selecting =
  /^(?:find|get|list|query|select|search|count|aggregate|where|eq|equal|match|filter|read|load|fetch|update|delete|remove|upsert)/i;

/** True for the name of a field that says whose something is. */
export function isPerson(name: string): boolean {
  return personField.test(name);
}

/** True for the name of a field that says what somebody may do. */
export function isRights(name: string): boolean {
  return rights.test(name);
}

/** True for the name of what keeps credentials: `tokens`, `apiKeyStore`. */
export function isOfCredentials(name: string): boolean {
  return ofCredentials.test(name) && !others.test(name);
}

/** True for a call that takes a credential out of where it is kept: `getToken(…)`, `tokens.get(…)`. */
export function isLookup(method: string, receiver: string): boolean {
  if (!verbs.test(method) || others.test(method)) return false;
  return ofCredentials.test(method) || isOfCredentials(receiver);
}
