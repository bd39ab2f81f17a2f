import { createVerifier } from 'fast-jwt';

export const verifyReader = createVerifier({ key: 'public key', allowedAud: 'https://ledger.example' });

export const verifyWriter = createVerifier({ key: 'public key', allowedAud: 'https://ledger.example/write' });
