/** Tables of phpBB that say who may read a forum, with the columns that are read. */
export const PERMISSION_COLUMNS = {
  acl_groups: ['group_id', 'forum_id', 'auth_option_id', 'auth_role_id', 'auth_setting'],
  acl_users: ['user_id', 'forum_id', 'auth_option_id', 'auth_role_id', 'auth_setting'],
  acl_options: ['auth_option_id', 'auth_option'],
  acl_roles_data: ['role_id', 'auth_option_id', 'auth_setting'],
  groups: ['group_id', 'group_name'],
  user_group: ['group_id', 'user_id', 'user_pending'],
} as const;
export type PermissionTable = keyof typeof PERMISSION_COLUMNS;

/** Id of phpBB's user for visitors who are not signed in. */
export const ANONYMOUS = '1';
const GUESTS = 'GUESTS';
const READ = 'f_read';
const YES = '1';
/** Overrides each "yes" of another group. */
const NEVER = '0';
const NO_ROLE = '0';
/** Above it nothing is taken as known, so that memory does not grow with the file. */
const MAX_RULES = 200_000;

type Rule = {
  readonly forum: string;
  readonly option: string;
  readonly role: string;
  readonly setting: string;
};

/**
 * Whether guests may read a forum, by phpBB's rule: a group of theirs, or the guest itself, has "yes"
 * for `f_read` there, directly or by a role, and none has "never".
 */
export class GuestPermissions {
  private readOption: string | null = null;
  private readonly guestGroups = new Set<string>();
  private readonly groupRules = new Map<string, Rule[]>();
  private readonly guestRules: Rule[] = [];
  private readonly roles = new Map<string, Map<string, string>>();
  private count = 0;
  private known = true;

  /** Keeps one row of a table of permissions. */
  add(table: PermissionTable, row: (name: string) => string): void {
    this.count += 1;
    if (this.count > MAX_RULES) return this.giveUp();
    if (table === 'acl_options') {
      if (row('auth_option') === READ) this.readOption = row('auth_option_id');
    } else if (table === 'groups') {
      if (row('group_name') === GUESTS) this.guestGroups.add(row('group_id'));
    } else if (table === 'user_group') {
      const isMember = row('user_id') === ANONYMOUS && row('user_pending') !== '1';
      if (isMember) this.guestGroups.add(row('group_id'));
    } else if (table === 'acl_roles_data') {
      const role = this.roles.get(row('role_id')) ?? new Map<string, string>();
      this.roles.set(row('role_id'), role.set(row('auth_option_id'), row('auth_setting')));
    } else this.addRule(table, row);
  }

  private addRule(table: 'acl_groups' | 'acl_users', row: (name: string) => string): void {
    const rule = {
      forum: row('forum_id'),
      option: row('auth_option_id'),
      role: row('auth_role_id'),
      setting: row('auth_setting'),
    };
    if (table === 'acl_groups') {
      const group = row('group_id');
      const rules = this.groupRules.get(group) ?? [];
      rules.push(rule);
      this.groupRules.set(group, rules);
    } else if (row('user_id') === ANONYMOUS) this.guestRules.push(rule);
  }

  /** Notes that a row could not be read: nobody knows any more what guests may read. */
  giveUp(): void {
    this.known = false;
    this.groupRules.clear();
  }

  /** @returns null where the dump does not say it. */
  mayRead(forum: string): boolean | null {
    const { readOption: option } = this;
    if (!this.known || option === null || this.guestGroups.size === 0) return null;
    const settings = [
      ...[...this.guestGroups].flatMap((group) => this.groupRules.get(group) ?? []),
      ...this.guestRules,
    ]
      .filter((rule) => rule.forum === forum)
      .map((rule) => {
        if (rule.role !== NO_ROLE && rule.role !== '')
          return this.roles.get(rule.role)?.get(option);
        return rule.option === option ? rule.setting : undefined;
      });
    return settings.includes(YES) && !settings.includes(NEVER);
  }
}
