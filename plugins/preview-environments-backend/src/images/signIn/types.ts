/** What a registry, or its token service, is sent. */
export interface RegistryUser {
  username: string;
  password: string;
  /** Undefined: as long as the configuration says so. */
  expiresAt?: Date;
}

/**
 * Turns the backend's identity in a cloud into a user of one of its registries. Throws a WaitingError when the cloud does not answer, and a
 * RefusedError when it does not let us, both with the cure.
 */
export type SignIn = (host: string) => Promise<RegistryUser>;
