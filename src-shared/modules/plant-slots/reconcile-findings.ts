import type { RejectionCatalogue, RejectionEntry } from '../../kernel/rejection.ts'

/** One finding with its sentences: English, Spanish, Korean, Turkish. */
const found = (en: string, es: string, ko: string, tr: string): RejectionEntry => ({
  status: 409,
  sentences: { en, es, ko, tr },
})

/** What the nightly check may have found (plant-slots.md section 13). Nothing was changed by finding it. */
export const findings: RejectionCatalogue = {
  plant_slot_found_two_holders: found(
    'The slot and the membership name different people ({count}): {names}.',
    'El hueco y la membresía indican a personas distintas ({count}): {names}.',
    '자리와 회원 자격에 기록된 사람이 서로 다릅니다({count}건): {names}.',
    'Yer ile üyelikte farklı kişiler kayıtlı ({count}): {names}.',
  ),
  plant_slot_found_status: found(
    'The status does not fit the holder ({count}): {names}.',
    'El estado no concuerda con el titular ({count}): {names}.',
    '상태와 사용자가 맞지 않습니다({count}건): {names}.',
    'Durum ile kullanan kişi uyuşmuyor ({count}): {names}.',
  ),
  plant_slot_found_over_allowance: found(
    'More slots are held than allowed ({count}): {names}.',
    'Se tienen más huecos de los permitidos ({count}): {names}.',
    '허용된 수보다 많은 자리를 사용하고 있습니다({count}건): {names}.',
    'İzin verilenden fazla yer kullanılıyor ({count}): {names}.',
  ),
  plant_slot_found_ended_holder: found(
    'The holder’s membership has ended ({count}): {names}.',
    'La membresía del titular ha terminado ({count}): {names}.',
    '사용자의 회원 자격이 종료되었습니다({count}건): {names}.',
    'Kullanan kişinin üyeliği sona ermiş ({count}): {names}.',
  ),
  plant_slot_found_promise: found(
    'Offered or reserved without a valid offer or reserve ({count}): {names}.',
    'Ofrecido o reservado sin una oferta o reserva válida ({count}): {names}.',
    '유효한 제안이나 확보 기록 없이 묶여 있습니다({count}건): {names}.',
    'Geçerli bir teklif ya da ayırma olmadan tutuluyor ({count}): {names}.',
  ),
  plant_slot_found_guarantee: found(
    'A desk had guaranteed them and it was not kept ({count}): {names}.',
    'Un puesto los había garantizado y no se cumplió ({count}): {names}.',
    '데스크에서 보장했지만 지켜지지 않았습니다({count}건): {names}.',
    'Bir masanın verdiği garanti tutulmadı ({count}): {names}.',
  ),
  plant_slot_found_owed: found(
    'Slots are owed although some are free ({count}): {names}.',
    'Se deben huecos aunque hay libres ({count}): {names}.',
    '빈자리가 있는데도 받지 못한 자리가 있습니다({count}건): {names}.',
    'Boş yer varken hâlâ yer bekliyor ({count}): {names}.',
  ),
  plant_slot_found_planting: found(
    'The planting does not fit the slot ({count}): {names}.',
    'La plantación no concuerda con el hueco ({count}): {names}.',
    '식재 기록이 자리와 맞지 않습니다({count}건): {names}.',
    'Dikim kaydı yerle uyuşmuyor ({count}): {names}.',
  ),
  plant_slot_found_history: found(
    'The slot is not as its history says ({count}): {names}.',
    'El hueco no está como indica su historial ({count}): {names}.',
    '자리 상태가 이력과 다릅니다({count}건): {names}.',
    'Yer, geçmiş kayıtlarının gösterdiği gibi değil ({count}): {names}.',
  ),
}
