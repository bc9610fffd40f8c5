import type { enMachine } from '../en/machine';

/** The words of what is done with the machine itself in Spanish. */
export const esMachine: typeof enMachine = {
  update: 'Actualizar desde una memoria USB',
  looking: 'Mirando las memorias USB…',
  noUpdate:
    'No hay ninguna memoria USB con una versión más nueva. Hace falta el archivo goat-capture_….deb y, a su lado, el archivo ….deb.sig.',
  restart: 'Reiniciar el equipo',
  shutDown: 'Apagar el equipo',
  migrate: 'Tomar el relevo del original',
  legacyServer: (user, bucket) =>
    `El servidor de captura original está en marcha aquí, con el usuario ${user}, para el almacén ${bucket}.`,
  back: 'Volver atrás',
  questions: {
    update: (version, stick) =>
      `Se instalará la versión ${version} de la memoria USB ${stick}. Después el programa se reinicia; tarda unos minutos.`,
    restart: 'El equipo se reinicia. Tarda cerca de un minuto. Lo que espera el envío se conserva.',
    shutDown:
      'El equipo se apaga. Para encenderlo de nuevo hay que desenchufarlo y volver a enchufarlo. Lo que espera el envío se conserva.',
    migrate:
      'El original se detiene y no vuelve a arrancar. Desde ahora se usan sus claves y su almacén. No se borra nada de él.',
  },
  answers: { update: 'Instalar', restart: 'Reiniciar', shutDown: 'Apagar', migrate: 'Tomar el relevo' },
  doing: {
    update: 'Instalando. No retire la memoria USB ni desenchufe…',
    restart: 'El equipo se reinicia…',
    shutDown: 'El equipo se apaga. Espere a que se apague su luz verde antes de desenchufarlo.',
    migrate: 'Tomando el relevo. El programa se reinicia…',
  },
};
