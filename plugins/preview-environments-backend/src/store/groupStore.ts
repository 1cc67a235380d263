import { Face, LinkQuery } from '../preview';

/** Which previews are looked for. */
export interface FaceQuery extends LinkQuery {
  /** The one that asks. */
  except: string;
  host: string;
  limit: number;
}

/** What is remembered of groups of pull requests. It is written together with the previews. */
export interface GroupStore {
  /** What looks have to know of other pull requests, in the order of their ids. */
  faces(query: FaceQuery): Promise<Face[]>;
}
