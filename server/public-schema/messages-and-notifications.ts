import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

const TABLES: TableDeclarations = {
  follow: { withheld: { private: 'what she follows' }, own: { at: 'follows' } },
  inbox_item: { withheld: { private: 'what she was told' }, own: { at: 'inbox' } },
  told_month: { withheld: { private: 'which months followers were told of' } },
  push_subscription: { withheld: { private: 'devices that news reach' }, own: { at: 'pushes' } },
  mail_asked: { withheld: { private: 'addresses that wait for their confirmation' } },
  mail_address: { withheld: { private: 'where digests go, sealed' }, own: { at: 'digest' } },
  private_message: { withheld: { private: 'letters, sealed' }, own: { at: 'messages' } },
  message_flag: {
    withheld: { private: 'letters that were shown to moderators, sealed' },
    own: { at: 'messageFlags' },
  },
  message_suspension: {
    withheld: { private: 'who cannot write letters for a while' },
    own: { at: 'messageSuspension' },
  },
};

export const MESSAGE_AND_NOTIFICATION_TABLES: DomainDeclaration = { tables: TABLES };
