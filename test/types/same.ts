/** Whether two types are one and the same, not only assignable. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false

/** Compiles where they are: `same<One, Other>()`. */
export declare function same<One, Other>(...no: Same<One, Other> extends true ? [] : [never]): void
