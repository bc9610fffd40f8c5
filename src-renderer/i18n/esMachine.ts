import type { enMachine } from './enMachine';

/** The words of what is done with the machine itself in Spanish. */
export const esMachine: typeof enMachine = {
  update: 'Actualizar desde una memoria USB',
  looking: 'Mirando las memorias USB…',
  noUpdate:
    'No hay ninguna memoria USB con una versión más nueva. Hace falta el archivo goat-capture_….deb y, a su lado, el archivo ….deb.sig.',
  restart: 'Reiniciar la máquina',
  shutDown: 'Apagar la máquina',
  takeOver: 'Tomar el relevo del original',
  original: (user, bucket) =>
    `El servidor de captura original está en marcha aquí, con el usuario ${user}, para el almacén ${bucket}.`,
  back: 'Volver atrás',
  questions: {
    update: (version, stick) =>
      `Se instala la versión ${version} de la memoria USB ${stick}. Después el programa se reinicia; tarda unos minutos.`,
    restart: 'La máquina se reinicia. Tarda cerca de un minuto. Lo que espera el envío se conserva.',
    shutDown:
      'La máquina se apaga. Para encenderla de nuevo hay que desenchufarla y volver a enchufarla. Lo que espera el envío se conserva.',
    takeOver:
      'El original se detiene y no vuelve a arrancar. Desde ahora se usan sus claves y su almacén. No se borra nada de él.',
  },
  answers: { update: 'Instalar', restart: 'Reiniciar', shutDown: 'Apagar', takeOver: 'Tomar el relevo' },
  doing: {
    update: 'Instalando. No retire la memoria USB ni desenchufe…',
    restart: 'La máquina se reinicia…',
    shutDown: 'La máquina se apaga. Espere a que se apague su luz verde antes de desenchufarla.',
    takeOver: 'Tomando el relevo. El programa se reinicia…',
  },
};
