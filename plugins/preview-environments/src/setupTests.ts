import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first page of a whole app takes longer than a second while all packages are tested at once.
configure({ asyncUtilTimeout: 4_000 });
