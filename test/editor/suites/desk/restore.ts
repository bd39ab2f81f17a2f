import { restore } from '../files.ts';

afterEach(restore);
