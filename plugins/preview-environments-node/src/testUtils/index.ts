export * from './codeHostContract';
