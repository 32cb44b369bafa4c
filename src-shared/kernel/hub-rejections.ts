import type { RejectionCatalogue } from './rejection.ts'

/** Refusals around hubs: joining one, being sure of it, and moving from it (DX-R49…R51). */
export const hubRejections: RejectionCatalogue = {
  pairing_code_wrong: {
    status: 403,
    sentences: {
      en: 'The code is not right. Tries left: {left}.',
      es: 'El código no es correcto. Intentos restantes: {left}.',
      ko: '코드가 맞지 않습니다. 남은 횟수: {left}회.',
      tr: 'Kod doğru değil. Kalan deneme: {left}.',
    },
  },
  pairing_code_expired: {
    status: 410,
    sentences: {
      en: 'This code counts no longer. Ask for a new one at the hub.',
      es: 'Este código ya no es válido. Pida uno nuevo en el equipo central.',
      ko: '더 이상 쓸 수 없는 코드입니다. 허브에서 새 코드를 받으세요.',
      tr: 'Bu kod artık geçerli değil. Merkez bilgisayardan yenisini isteyin.',
    },
  },
  desk_not_paired: {
    status: 401,
    sentences: {
      en: 'This desk has not joined the hub, or was removed from it.',
      es: 'Este puesto no está vinculado al equipo central o fue retirado.',
      ko: '이 데스크는 허브에 연결되어 있지 않거나 제거되었습니다.',
      tr: 'Bu masa merkez bilgisayara bağlı değil ya da çıkarılmış.',
    },
  },
  hub_certificate_changed: {
    status: 409,
    sentences: {
      en: 'The computer that answers is not the hub this desk knows. Nothing was sent to it.',
      es: 'El equipo que responde no es el central que conoce este puesto. No se le envió nada.',
      ko: '응답한 컴퓨터가 이 데스크가 알고 있는 허브가 아닙니다. 아무것도 전송하지 않았습니다.',
      tr: 'Yanıt veren bilgisayar bu masanın tanıdığı merkez değil. Ona hiçbir şey gönderilmedi.',
    },
  },
  hub_conflict: {
    status: 409,
    sentences: {
      en: 'Another computer serves this organisation. This one is a copy and does not serve.',
      es: 'Otro equipo atiende a esta organización. Este es una copia y no presta servicio.',
      ko: '다른 컴퓨터가 이 조직을 맡고 있습니다. 이 컴퓨터는 사본이므로 서비스하지 않습니다.',
      tr: 'Bu kuruluşa başka bir bilgisayar hizmet veriyor. Bu bir kopya olduğu için hizmet vermiyor.',
    },
  },
  hub_not_found: {
    status: 404,
    sentences: {
      en: 'No hub answers there.',
      es: 'Ningún equipo central responde en esa dirección.',
      ko: '해당 주소에서 응답하는 허브가 없습니다.',
      tr: 'Orada yanıt veren bir merkez bilgisayar yok.',
    },
  },
  hub_off: {
    status: 409,
    sentences: {
      en: 'The hub is not running.',
      es: 'El equipo central no está en marcha.',
      ko: '허브가 실행 중이 아닙니다.',
      tr: 'Merkez bilgisayar çalışmıyor.',
    },
  },
  hub_no_port: {
    status: 409,
    sentences: {
      en: 'Ports {first} to {last} are all in use on this computer.',
      es: 'Los puertos del {first} al {last} están todos en uso en este equipo.',
      ko: '이 컴퓨터에서 포트 {first}~{last}가 모두 사용 중입니다.',
      tr: 'Bu bilgisayarda {first}–{last} bağlantı noktalarının tümü kullanımda.',
    },
  },
  server_moved: {
    status: 410,
    sentences: {
      en: 'This organisation has moved to another server. The desk follows by itself.',
      es: 'Esta organización se ha trasladado a otro servidor. El puesto la sigue por sí solo.',
      ko: '이 조직은 다른 서버로 이전했습니다. 데스크가 자동으로 따라갑니다.',
      tr: 'Bu kuruluş başka bir sunucuya taşındı. Masa kendiliğinden oraya geçer.',
    },
  },
  server_read_only: {
    status: 503,
    sentences: {
      en: 'The organisation is moving. What was entered is kept and sent in a few minutes.',
      es: 'La organización se está trasladando. Lo introducido se conserva y se enviará en unos minutos.',
      ko: '조직을 이전하는 중입니다. 입력한 내용은 보관되며 몇 분 후 전송됩니다.',
      tr: 'Kuruluş taşınıyor. Girilenler saklanıyor ve birkaç dakika içinde gönderilecek.',
    },
  },
  move_not_allowed: {
    status: 403,
    sentences: {
      en: 'The other server does not take this move. Ask for a new code there.',
      es: 'El otro servidor no acepta este traslado. Pida allí un código nuevo.',
      ko: '상대 서버가 이전을 허용하지 않습니다. 그 서버에서 새 코드를 받으세요.',
      tr: 'Diğer sunucu bu taşımayı kabul etmiyor. Oradan yeni bir kod isteyin.',
    },
  },
  move_failed: {
    status: 503,
    sentences: {
      en: 'The move did not come to its end. Everything is as it was before.',
      es: 'El traslado no se completó. Todo sigue como antes.',
      ko: '이전이 완료되지 않았습니다. 모든 것이 이전과 같습니다.',
      tr: 'Taşıma tamamlanamadı. Her şey önceki gibi.',
    },
  },
}
