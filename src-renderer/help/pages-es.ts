import type { HelpPage, HelpTopic } from './help-page.ts'

export const es: Record<HelpTopic, HelpPage> = {
  '/': {
    title: 'Hoy',
    about: 'Primero lo que le necesita, después lo que trae el día y al final cómo están las cosas.',
    steps: [
      'Pulse una línea para abrirla; «Ver todo» lleva a la lista completa con su filtro puesto.',
      'Una cifra como «1.240 confirmados + 60 guardados aquí» cuenta aparte lo que el servidor aún no ha decidido.',
      'Sin conexión, cada parte muestra lo que sabe este puesto y de cuándo es.',
    ],
  },
  '/slots': {
    title: 'Huecos',
    about: 'Dónde está cada planta: cada lugar con sus huecos, en mapa y en lista.',
    steps: [
      'Abra un lugar, muévase con las flechas, seleccione con la barra espaciadora y lea el hueco a la derecha.',
      'Elija «Dar» para asignar huecos a un miembro; se ve al momento cuáles son y si el servidor está de acuerdo.',
      'Los huecos rayados no se pueden usar. Un borde discontinuo significa: guardado aquí, pendiente del servidor.',
      'Pulse de 1 a 9 donde un botón muestre un número; Ctrl+Intro envía un formulario.',
    ],
  },
  '/waiting': {
    title: 'Lista de espera',
    about: 'Quién espera huecos, en el orden en que se atienden, y qué se les ha ofrecido.',
    steps: [
      'Un hueco que queda libre se da a quien tiene uno pendiente; después se ofrece al primero que lo desea.',
      'Abra una línea para aceptar o rechazar por el miembro mientras dure el plazo; quien rechaza pasa al final.',
      '«¿Por qué se me saltó?» muestra cada hueco que pasó de largo, con el motivo.',
      'Quien puede tener más entra desde su ficha, en «Huecos», o desde el aviso cuando faltan huecos libres.',
    ],
  },
  '/floor': {
    title: 'Invernadero',
    about: 'Para trabajar con guantes: escanee un hueco, vea de quién es y cómo está, y toque una vez.',
    steps: [
      'Escanee la etiqueta de un hueco. El siguiente escaneo sustituye la ficha; no hay que cerrar nada.',
      'Plantado, Cosecha y Limpio se hacen con un toque; un problema, con dos. Durante diez segundos se puede deshacer.',
      'Funciona sin red todo un turno; el número de arriba dice cuánto falta por enviar.',
    ],
  },
  '/members': {
    title: 'Miembros',
    about: 'Todas las personas que son o fueron miembros, con sus membresías y lo que deben.',
    steps: [
      'Escriba unas letras del nombre, el código de la tarjeta o el final del teléfono.',
      'Los filtros reducen la lista; Intro abre al miembro al lado.',
      'Para un miembro nuevo basta un nombre; en el mismo paso se puede vender un plan.',
    ],
  },
  '/plans': {
    title: 'Planes',
    about: 'Lo que se puede comprar: cuánto dura, cuánto cuesta y qué incluye.',
    steps: [
      'Pulse el botón de arriba a la derecha para crear un plan.',
      'Abra un plan para cambiarlo. Lo vendido conserva las condiciones con que se vendió.',
      'Archive un plan para dejar de venderlo; se puede restaurar.',
    ],
  },
  '/renewals': {
    title: 'Renovaciones',
    about: 'Qué membresías han terminado, terminan esta semana o en los próximos 30 días.',
    steps: [
      'Muévase con las flechas; Intro abre la renovación con sus días y su precio, e Intro otra vez renueva.',
      'Elija varias con Espacio y renuévelas juntas; lo rechazado dice por qué y queda elegido.',
      'Las que se renuevan solas también aparecen y no piden nada de usted.',
    ],
  },
  '/reports': {
    title: 'Informes',
    about: 'Cómo fueron los huecos y las membresías en unos días, según el servidor; sin conexión no hay nada.',
    steps: [
      'Elija los días y, si solo importa una, la ubicación.',
      'Cada proporción dice de cuántos es; una raya significa que no había entre qué dividir.',
      '«Como tabla» dice en números lo que muestra un gráfico.',
    ],
  },
  '/attention': {
    title: 'Atención',
    about: 'Lo que no salió como se le dijo: cada asunto con su motivo y sus salidas.',
    steps: [
      'Lea qué se dijo, qué se decidió y quién lo obtuvo.',
      'Elija una salida por su número. El siguiente asunto se abre solo.',
      'Si también se rechaza la salida, el asunto vuelve con las dos historias.',
    ],
  },
  '/outbox': {
    title: 'Bandeja de salida',
    about: 'Lo que espera en este puesto al servidor, en el orden en que se hizo.',
    steps: [
      'Sin conexión puede seguir; todo se envía cuando vuelva, en este orden.',
      '«En riesgo» significa que ya no encaja con lo que se sabe aquí. Se envía igualmente y decide el servidor.',
      'Nada de esto se pierde al cerrar el puesto ni si falla el equipo.',
    ],
  },
  '/journal': {
    title: 'Diario',
    about: 'Todo lo que se hizo en este puesto, lo más reciente primero, y qué fue de ello.',
    steps: [
      'Busque un nombre, un hueco o un número; filtre por día, por estado o solo lo suyo.',
      'Abra una entrada para ver quién la hizo, cuándo se envió y qué decidió el servidor.',
      'Mayús+F1 cuenta la historia del miembro o del hueco abierto en cualquier pantalla.',
    ],
  },
  '/settings': {
    title: 'Ajustes',
    about: 'Lo que pertenece a este equipo: aspecto, almacenamiento, teclas y cómo habla con el servidor.',
    steps: [
      'El idioma, el tema y el tamaño cambian al momento y solo en este equipo.',
      'Si el diario no está protegido, permita que el navegador almacene datos de esta página.',
      '«Copiar informe» copia números y códigos para quien le ayude; no nombra a nadie.',
    ],
  },
}
