import { apiRejections } from './api-rejections.ts'
import { hubRejections } from './hub-rejections.ts'
import type { RejectionCatalogue } from './rejection.ts'

/** Refusals that any command or query may give (`spec/README.md` section 3). */
export const sharedRejections: RejectionCatalogue = {
  ...hubRejections,
  ...apiRejections,
  validation_failed: {
    status: 400,
    sentences: {
      en: 'Some of what was entered is not valid.',
      es: 'Parte de lo introducido no es válido.',
      ko: '입력한 내용 중 올바르지 않은 것이 있습니다.',
      tr: 'Girilenlerin bir kısmı geçerli değil.',
    },
  },
  invalid_currency: {
    status: 400,
    sentences: {
      en: '{currency} is not a currency in use.',
      es: '{currency} no es una moneda en uso.',
      ko: '{currency}은(는) 사용 중인 통화가 아닙니다.',
      tr: '{currency} kullanımda olan bir para birimi değil.',
    },
  },
  actor_not_permitted: {
    status: 403,
    sentences: {
      en: 'Your role does not allow this.',
      es: 'Su rol no permite hacer esto.',
      ko: '현재 역할로는 할 수 없는 작업입니다.',
      tr: 'Rolünüz buna izin vermiyor.',
    },
  },
  version_conflict: {
    status: 412,
    sentences: {
      en: 'Someone changed this in the meantime.',
      es: 'Alguien lo cambió mientras tanto.',
      ko: '그사이 다른 사람이 변경했습니다.',
      tr: 'Bu arada biri bunu değiştirdi.',
    },
  },
  needs_connection: {
    status: 409,
    sentences: {
      en: 'This needs the server. It can be done when the network is back.',
      es: 'Esto necesita el servidor. Podrá hacerse cuando vuelva la red.',
      ko: '서버 연결이 필요합니다. 네트워크가 돌아오면 할 수 있습니다.',
      tr: 'Bunun için sunucu gerekli. Ağ geri gelince yapılabilir.',
    },
  },
  desk_sequence_gap: {
    status: 409,
    sentences: {
      en: 'Earlier work of this desk has not arrived yet.',
      es: 'Aún no ha llegado trabajo anterior de este puesto.',
      ko: '이 데스크의 이전 작업이 아직 도착하지 않았습니다.',
      tr: 'Bu masanın önceki işleri henüz ulaşmadı.',
    },
  },
  command_too_old: {
    status: 409,
    sentences: {
      en: 'This was done outside the time in which this person could work on this desk.',
      es: 'Se hizo fuera del tiempo en que esta persona podía trabajar en este puesto.',
      ko: '이 사람이 이 데스크에서 일할 수 있는 기간을 벗어나 수행되었습니다.',
      tr: 'Bu, kişinin bu masada çalışabileceği süre dışında yapıldı.',
    },
  },
  unknown_command: {
    status: 400,
    sentences: {
      en: 'The server does not know {name}.',
      es: 'El servidor no conoce {name}.',
      ko: '서버가 {name} 명령을 알지 못합니다.',
      tr: 'Sunucu {name} komutunu tanımıyor.',
    },
  },
  unknown_query: {
    status: 400,
    sentences: {
      en: 'The question {name} is not known here.',
      es: 'La consulta {name} no se conoce aquí.',
      ko: '{name} 조회를 알 수 없습니다.',
      tr: '{name} sorgusu burada bilinmiyor.',
    },
  },
  command_id_reused: {
    status: 422,
    sentences: {
      en: 'This entry was already used for something else.',
      es: 'Esta entrada ya se usó para otra cosa.',
      ko: '이 항목은 이미 다른 작업에 사용되었습니다.',
      tr: 'Bu kayıt zaten başka bir şey için kullanıldı.',
    },
  },
  row_id_taken: {
    status: 409,
    sentences: {
      en: 'This was recorded before.',
      es: 'Esto ya se había registrado.',
      ko: '이미 기록된 내용입니다.',
      tr: 'Bu daha önce kaydedilmiş.',
    },
  },
  command_crashed: {
    status: 503,
    sentences: {
      en: 'The server could not carry this out. It is kept and was reported ({errorId}).',
      es: 'El servidor no pudo ejecutarlo. Se conserva y se ha notificado ({errorId}).',
      ko: '서버가 처리하지 못했습니다. 내용은 보관되었고 보고되었습니다({errorId}).',
      tr: 'Sunucu bunu yapamadı. Saklandı ve bildirildi ({errorId}).',
    },
  },
  command_too_large: {
    status: 400,
    sentences: {
      en: 'This is too large to be sent at once.',
      es: 'Es demasiado grande para enviarlo de una vez.',
      ko: '한 번에 보내기에는 너무 큽니다.',
      tr: 'Bu, tek seferde gönderilemeyecek kadar büyük.',
    },
  },
  offline_lease_expired: {
    status: 401,
    sentences: {
      en: 'The right to work without the server has ended. Connect to go on; nothing is lost.',
      es: 'El permiso para trabajar sin el servidor ha terminado. Conéctese para seguir; no se pierde nada.',
      ko: '서버 없이 일할 수 있는 기간이 끝났습니다. 계속하려면 연결하세요. 잃어버린 것은 없습니다.',
      tr: 'Sunucusuz çalışma süresi doldu. Sürdürmek için bağlanın; hiçbir şey kaybolmadı.',
    },
  },
  invalid_credentials: {
    status: 401,
    sentences: {
      en: 'E-mail or password is not right.',
      es: 'El correo o la contraseña no son correctos.',
      ko: '이메일 또는 비밀번호가 올바르지 않습니다.',
      tr: 'E-posta ya da parola doğru değil.',
    },
  },
  session_required: {
    status: 401,
    sentences: {
      en: 'Sign in first.',
      es: 'Inicie sesión primero.',
      ko: '먼저 로그인하세요.',
      tr: 'Önce oturum açın.',
    },
  },
  session_expired: {
    status: 401,
    sentences: {
      en: 'The session has ended. Sign in again.',
      es: 'La sesión ha terminado. Inicie sesión de nuevo.',
      ko: '세션이 끝났습니다. 다시 로그인하세요.',
      tr: 'Oturum sona erdi. Yeniden oturum açın.',
    },
  },
  session_revoked: {
    status: 401,
    sentences: {
      en: 'This session was ended. Sign in again.',
      es: 'Esta sesión fue cerrada. Inicie sesión de nuevo.',
      ko: '세션이 종료되었습니다. 다시 로그인하세요.',
      tr: 'Bu oturum sonlandırıldı. Yeniden oturum açın.',
    },
  },
  refresh_reused: {
    status: 401,
    sentences: {
      en: 'This session was used from elsewhere and has been ended. Sign in again.',
      es: 'Esta sesión se usó desde otro lugar y se ha cerrado. Inicie sesión de nuevo.',
      ko: '다른 곳에서 사용되어 세션이 종료되었습니다. 다시 로그인하세요.',
      tr: 'Bu oturum başka yerden kullanıldığı için kapatıldı. Yeniden oturum açın.',
    },
  },
  resync_required: {
    status: 409,
    sentences: {
      en: 'This desk must load its data again.',
      es: 'Este puesto debe cargar sus datos de nuevo.',
      ko: '이 데스크는 데이터를 다시 불러와야 합니다.',
      tr: 'Bu masa verilerini yeniden yüklemeli.',
    },
  },
  upgrade_required: {
    status: 426,
    sentences: {
      en: 'This desk needs a newer version to send. Work is kept.',
      es: 'Este puesto necesita una versión más nueva para enviar. El trabajo se conserva.',
      ko: '전송하려면 새 버전이 필요합니다. 작업은 보관됩니다.',
      tr: 'Göndermek için bu masanın daha yeni bir sürümü gerekiyor. İşler saklanıyor.',
    },
  },
  update_none: {
    status: 409,
    sentences: {
      en: 'There is no update.',
      es: 'No hay ninguna actualización.',
      ko: '업데이트가 없습니다.',
      tr: 'Güncelleme yok.',
    },
  },
  update_postponed_too_long: {
    status: 409,
    sentences: {
      en: 'This update can be put off until {latest} at the latest.',
      es: 'Esta actualización se puede aplazar como máximo hasta el {latest}.',
      ko: '이 업데이트는 늦어도 {latest}까지만 미룰 수 있습니다.',
      tr: 'Bu güncelleme en geç {latest} tarihine kadar ertelenebilir.',
    },
  },
  desk_unavailable: {
    status: 503,
    sentences: {
      en: 'The desk does not answer. What was entered is kept.',
      es: 'El puesto no responde. Lo introducido se conserva.',
      ko: '데스크가 응답하지 않습니다. 입력한 내용은 보관됩니다.',
      tr: 'Masa yanıt vermiyor. Girilenler saklanıyor.',
    },
  },
  storage_full: {
    status: 503,
    sentences: {
      en: 'This machine is out of space. Free some and try again; nothing was sent.',
      es: 'No queda espacio en este equipo. Libere espacio e inténtelo de nuevo; no se envió nada.',
      ko: '저장 공간이 부족합니다. 공간을 확보한 뒤 다시 시도하세요. 전송된 것은 없습니다.',
      tr: 'Bu makinede yer kalmadı. Yer açıp yeniden deneyin; hiçbir şey gönderilmedi.',
    },
  },
  demo_server: {
    status: 403,
    sentences: {
      en: 'This is a server of the demo. A desk of an organisation does not work with it.',
      es: 'Este servidor es de la demostración. Un puesto de una organización no trabaja con él.',
      ko: '데모 서버입니다. 실제 조직의 데스크는 연결할 수 없습니다.',
      tr: 'Bu bir demo sunucusu. Bir kuruluşun masası onunla çalışmaz.',
    },
  },
  demo_desk: {
    status: 403,
    sentences: {
      en: 'This desk shows the demo. Its invented data never reaches a real server.',
      es: 'Este puesto muestra la demostración. Sus datos inventados nunca llegan a un servidor real.',
      ko: '데모 데스크입니다. 가상 데이터는 실제 서버로 전송되지 않습니다.',
      tr: 'Bu masa demoyu gösteriyor. Uydurma verileri gerçek bir sunucuya asla ulaşmaz.',
    },
  },
  setup_done: {
    status: 409,
    sentences: {
      en: 'This desk is set up already.',
      es: 'Este puesto ya está configurado.',
      ko: '이 데스크는 이미 설정되었습니다.',
      tr: 'Bu masa zaten kurulmuş.',
    },
  },
  server_not_found: {
    status: 503,
    sentences: {
      en: 'There is no Holdfast server at this address, or the network is down.',
      es: 'No hay ningún servidor de Holdfast en esta dirección, o no hay red.',
      ko: '이 주소에 Holdfast 서버가 없거나 네트워크에 연결되어 있지 않습니다.',
      tr: 'Bu adreste Holdfast sunucusu yok ya da ağ bağlantısı kesik.',
    },
  },
  server_not_started: {
    status: 503,
    sentences: {
      en: 'The server on this computer could not be started. Nothing was lost; try again.',
      es: 'No se pudo iniciar el servidor de este equipo. No se perdió nada; inténtelo de nuevo.',
      ko: '이 컴퓨터의 서버를 시작하지 못했습니다. 잃은 것은 없으니 다시 시도하세요.',
      tr: 'Bu bilgisayardaki sunucu başlatılamadı. Hiçbir şey kaybolmadı; yeniden deneyin.',
    },
  },
  rescue_broken: {
    status: 409,
    sentences: {
      en: 'This file is not saved work, or it was changed after it was saved.',
      es: 'Este archivo no es trabajo guardado, o se modificó después de guardarlo.',
      ko: '저장된 작업 파일이 아니거나 저장한 뒤에 변경되었습니다.',
      tr: 'Bu dosya kaydedilmiş iş değil ya da kaydedildikten sonra değiştirilmiş.',
    },
  },
  rescue_wrong_passphrase: {
    status: 409,
    sentences: {
      en: 'The passphrase does not fit this file.',
      es: 'La frase de contraseña no corresponde a este archivo.',
      ko: '이 파일의 암호 문구가 아닙니다.',
      tr: 'Parola tümcesi bu dosyaya uymuyor.',
    },
  },
  rescue_other_tenant: {
    status: 409,
    sentences: {
      en: 'This work belongs to another organisation.',
      es: 'Este trabajo es de otra organización.',
      ko: '다른 조직의 작업입니다.',
      tr: 'Bu iş başka bir kuruluşa ait.',
    },
  },
}
