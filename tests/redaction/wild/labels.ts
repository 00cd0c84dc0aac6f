/** What a screen's labels say in one language. */
export const LABEL_KEYS = [
  'received',
  'completed',
  'pending',
  'amount',
  'date',
  'status',
  'from',
  'to',
  'payment',
  'transfer',
  'balance',
  'history',
  'settings',
  'account',
  'logout',
  'help',
  'reference',
  'fee',
  'total',
  'code',
  'giftCard',
  'hello',
  'address',
  'phone',
  'name',
  'payments',
  'profile',
] as const;

export type Labels = Record<(typeof LABEL_KEYS)[number], string>;
export type ScreenLanguage = 'fr' | 'en' | 'es' | 'pt' | 'de' | 'it' | 'ar' | 'ru';

const WRITTEN: Readonly<Record<ScreenLanguage, string>> = {
  fr: 'Paiement reçu|Terminé|En attente|Montant|Date|Statut|De|À|Paiement|Virement|Solde|Historique|Paramètres|Compte|Déconnexion|Aide|Référence|Frais|Total|Code|Carte cadeau|Bonjour|Adresse|Téléphone|Nom|Paiements|Profil',
  en: 'Payment received|Completed|Pending|Amount|Date|Status|From|To|Payment|Transfer|Balance|History|Settings|Account|Log out|Help|Reference|Fee|Total|Code|Gift card|Hello|Address|Phone|Name|Payments|Profile',
  es: 'Pago recibido|Completado|Pendiente|Importe|Fecha|Estado|De|Para|Pago|Transferencia|Saldo|Historial|Ajustes|Cuenta|Cerrar sesión|Ayuda|Referencia|Comisión|Total|Código|Tarjeta regalo|Hola|Dirección|Teléfono|Nombre|Pagos|Perfil',
  pt: 'Pagamento recebido|Concluído|Pendente|Valor|Data|Estado|De|Para|Pagamento|Transferência|Saldo|Histórico|Configurações|Conta|Sair|Ajuda|Referência|Taxa|Total|Código|Cartão-presente|Olá|Endereço|Telefone|Nome|Pagamentos|Perfil',
  de: 'Zahlung erhalten|Abgeschlossen|Ausstehend|Betrag|Datum|Status|Von|An|Zahlung|Überweisung|Kontostand|Verlauf|Einstellungen|Konto|Abmelden|Hilfe|Referenz|Gebühr|Gesamt|Code|Geschenkkarte|Hallo|Adresse|Telefon|Name|Zahlungen|Profil',
  it: 'Pagamento ricevuto|Completato|In attesa|Importo|Data|Stato|Da|A|Pagamento|Bonifico|Saldo|Cronologia|Impostazioni|Conto|Esci|Aiuto|Riferimento|Commissione|Totale|Codice|Carta regalo|Ciao|Indirizzo|Telefono|Nome|Pagamenti|Profilo',
  ar: 'تم استلام الدفعة|مكتمل|قيد الانتظار|المبلغ|التاريخ|الحالة|من|إلى|الدفع|تحويل|الرصيد|السجل|الإعدادات|الحساب|تسجيل الخروج|مساعدة|المرجع|الرسوم|المجموع|الرمز|بطاقة هدية|مرحبا|العنوان|الهاتف|الاسم|المدفوعات|الملف الشخصي',
  ru: 'Платёж получен|Завершён|В обработке|Сумма|Дата|Статус|От|Кому|Платёж|Перевод|Баланс|История|Настройки|Счёт|Выйти|Помощь|Номер|Комиссия|Итого|Код|Подарочная карта|Здравствуйте|Адрес|Телефон|Имя|Платежи|Профиль',
};

export const LANGUAGES = Object.keys(WRITTEN) as ScreenLanguage[];

export function labelsOf(language: ScreenLanguage): Labels {
  const texts = WRITTEN[language].split('|');
  return Object.fromEntries(LABEL_KEYS.map((key, index) => [key, texts[index] ?? ''])) as Labels;
}
