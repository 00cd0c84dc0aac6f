import type { ScreenLanguage } from './labels.ts';

const words = (text: string): string[] => text.split('|');

/** States that platforms, banks, wallets and shops show of a payment. */
export const PAYMENT_STATES: Readonly<Record<ScreenLanguage, readonly string[]>> = {
  fr: words(
    'Payé|Payées|Paiements reçus|Paiement réussi|Paiement en cours|Virement émis|Virement reçu|Traitement en cours|En attente de validation|En attente de confirmation|Programmé|Prévue|Annulés|Rejeté|Échec|Remboursée|Expiré|Suspendue|Retenu|Contestée|Crédité|Débité|Indisponible|Réglé|Soldée|Clos|Validé|Vérifiée|Comptabilisé|Encaissée|Terminés|Effectué|Exécutée|Opération réussie|Avec succès|Envoyé|Émis|Transmise|Reçu|Reçues|En route|Non payé|Impayée|Prête|Ouvert|Fermée|Inactif|En cours de vérification|Vérification en cours|Demande envoyée|Lancé|Autorisée|Acceptée|Bientôt payé|Renvoyé|Abouti|Gelée|Complète|Finalisé|Traitée|Récupéré|Activé|Interrompu|Abandonnée|Retiré|Libéré|Mis en attente|Gagné|Inscrit|Différé|Archivé|Partielle|Nous avons envoyé votre paiement',
  ),
  en: words(
    'Completed|Success|Paid|Fully paid|Payment failed|Payment successful|Payment declined|Received|You got paid|Funds available|Clearing|Processing|In process|Reviewing|Pending|Pending payment|Awaiting payment|Waiting|Queued|Due|Unpaid|Partially paid|Failure|Denied|Canceled|Void|Returned|Chargeback|Dispute|Expired|Accepted|Confirmed|Verified|Credited|Delivered|Released|Unclaimed|Submitted|Posted|Inactive|Open|Done|Executed|On the way|Arrives today|Ready|Unlocked|Stopped|Earned|Abandoned|Retrying|Cashed out|Captured|Transfer successful|Transaction completed|Late|Invalid|Allocated|Converted|Resolved|Planned|Handled|Recorded|Billed|Your money is on its way|Partial|Ended|Dispatched|Granted|Failed to send|Aborted',
  ),
  es: words(
    'Pagado|Pagadas|Pago realizado|Pago rechazado|Pago fallido|Completada|Pendiente|Pendiente de aprobación|En proceso|En revisión|En tránsito|Procesado|Recibido|Enviado|Transferido|Transferencia recibida|Aprobada|Confirmado|Autorizada|Validado|Rechazada|Cancelado|Anulada|Error|Devuelta|Parcialmente pagado|Caducado|Vencida|Bloqueado|Retenida|Acreditado|Abonada|Depositado|Cargado|Liquidado|Finalizada|Concluido|Realizada|Efectuado|Emitida|Con éxito|Entregado|Retirada|Solicitado|Iniciada|Previsto|Atrasado|Impagado|Por pagar|No disponible|Inactivo|Cerrado|Nuevo|Hecho|Contabilizado|Liberado|Abandonado|Esperando|Ganado|Convertido|Archivado|Ya puedes retirar',
  ),
  pt: words(
    'Pago|Pagas|Pagamento realizado|Pagamento pendente|Pagamento em processamento|Concluídos|Pendente|Aguardando pagamento|Em processamento|Em curso|Em verificação|A caminho|Processando|Recebido|Enviado|Transferida|Transferência concluída|Aceito|Confirmado|Autorizada|Validado|Rejeitado|Negada|Anulado|Falha|Devolvido|Reembolsada|Parcialmente pago|Vencido|Suspensa|Retido|Em disputa|Depositado|Debitada|Finalizado|Encerrado|Executado|Efetuada|Sucesso|Entregue|Resgatado|Solicitada|Agendado|Previsto|Atrasado|Disponível|Ativa|Aberta|Rascunho|Pronta|Liberado|Interrompido|Ganho|Convertido|Arquivado|Seu pagamento foi enviado',
  ),
  de: words(
    'Bezahlt|Teilweise bezahlt|Auszahlung erfolgt|Eingezahlt|Zahlung eingegangen|Zahlung erfolgreich|Zahlung in Bearbeitung|Beendet|Ausstehend|In Arbeit|In Überprüfung|Wird überprüft|Wird überwiesen|Bearbeitet|Erhalten|Gesendet|Überwiesen|Gutgeschrieben|Gebucht|Geplant|Überfällig|Freigegeben|Akzeptiert|Verifiziert|Verweigert|Abgebrochen|Fehlgeschlagen|Nicht erfolgreich|Ausgeführt|Zurückgezahlt|Rückerstattet|Abgelaufen|Ausgesetzt|Einbehalten|Strittig|Erstellt|Eingereicht|Gestartet|Unterwegs|Nicht verfügbar|Aktiv|Geöffnet|Neu|Wartet|Warteschlange|Zugestellt|Abgehoben|Ausgeglichen|Verwendet|Registriert|Ungültig|Ihre Zahlung wurde gesendet',
  ),
  it: words(
    'Pagato|Pagate|Pagamento effettuato|Pagamento in sospeso|Pagamento fallito|Completata|Concluso|In attesa di pagamento|In sospeso|In lavorazione|In transito|In esame|Elaborato|Ricevuto|Inviato|Trasferito|Bonifico inviato|Approvata|Confermato|Autorizzata|Convalidato|Respinto|Annullato|Fallita|Riuscito|Restituita|Parzialmente pagato|Stornata|Sospeso|Bloccata|Contestata|Addebitato|Versato|Erogata|Saldato|Incassata|Terminata|Effettuato|Emessa|Operazione riuscita|Prelevato|Richiesto|Avviato|Programmato|Previsto|Da pagare|Non disponibile|Inattivo|Aperta|Bozza|Pronta|Incompleto|Registrato|Rilasciata|Abbandonato|Utilizzato|Evaso|Presto disponibile',
  ),
  ru: words(
    'Оплачено|Не оплачено|Выплачен|Выплата отправлена|Платёж отправлен|Платёж отклонён|Платёж успешен|Завершена|Выполнено|Исполнено|В обработке|Обработан|В работе|Ожидание|Ожидает оплаты|Ожидает выплаты|На рассмотрении|Проверяется|Рассматривается|Получена|Отправлена|Перевод выполнен|Зачислено|Деньги зачислены|Списано|Возврат|Одобрен|Принят|Подтверждён|Авторизовано|Отклонён|Отказ|Отменена|Неуспешно|Не выполнено|Успех|Просрочено|Заблокирован|Приостановлен|Спор|Поступило|Доставлен|Снято|Активен|Открыт|Закрыто|Новая|Запрошено|Запланирован|Инициировано|Доступен|Не отправлено|Задержка|Сохранено|Полностью|К выплате|Ваш платёж отправлен',
  ),
  ar: words(
    'تم الدفع|تم الاستلام|تم التحويل|تم التأكيد|تم الإلغاء|تمت العملية|تمت الموافقة|ناجح|اكتمل|مدفوعة|قيد الانتظار|قيد التنفيذ|قيد الإرسال|في انتظار الموافقة|بانتظار الدفع|جارٍ المعالجة|معلقة|مؤكدة|موافق عليه|ملغى|فشل|فاشلة|منتهية|مستردة|مرسل|محولة|موقوف|محجوز|مستحق|مجدولة|متاحة|جاهزة|مفتوح|جديد|منفذة|جزئي',
  ),
};
