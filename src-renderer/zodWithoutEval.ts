import { z } from 'zod';

// The page's content security policy forbids the code that zod would otherwise generate for speed.
z.config({ jitless: true });
