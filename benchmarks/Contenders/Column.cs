namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// The columns: one for each contender. A new way to have FusedOpt's parameters in memory is a new member, with its heading, and a
/// contender.
/// </summary>
internal enum Column
{
    /// <summary>FusedOpt's generated step over fields as users have them, with which all others are compared.</summary>
    FusedOpt,

    /// <summary>FusedOpt's generated step on several threads.</summary>
    Threads,

    /// <summary>FusedOpt's generated step with fast math.</summary>
    FastMath,

    /// <summary>FusedOpt's generated step with state as bfloat16.</summary>
    BFloat16,

    /// <summary>FusedOpt's generated step with state in codes of 8 bits.</summary>
    Block8,

    /// <summary>A loop that moves the same bytes and computes nothing, at its best placement.</summary>
    Limit,

    /// <summary>A loop that moves the bytes of a step with state as bfloat16 and computes nothing.</summary>
    BFloat16Limit,

    /// <summary>A loop that moves the bytes of a step with state in codes of 8 bits and computes nothing.</summary>
    Block8Limit,

    /// <summary>A hand-written loop in C over state in codes of 8 bits, at its best placement.</summary>
    Block8C,

    /// <summary>The loop of <see cref="Block8C"/> on the memory of FusedOpt's model.</summary>
    Block8CInPlace,

    /// <summary>A hand-written loop in C, in the rule's own order, at its best placement.</summary>
    ExactC,

    /// <summary>The loop of <see cref="ExactC"/> on the memory of FusedOpt's model.</summary>
    ExactCInPlace,

    /// <summary>A hand-written loop in C with fused multiply-adds and a Newton-refined square root, at its best placement.</summary>
    FastC,

    /// <summary>A plain C# loop.</summary>
    Scalar,

    /// <summary>Calls of TensorPrimitives, one after the other.</summary>
    Primitives,

    /// <summary>OpenBLAS, with the code that it chooses for this machine.</summary>
    OpenBlas,

    /// <summary>OpenBLAS, with its code for AVX-512.</summary>
    OpenBlasWide,

    /// <summary>Multiplications and additions in registers: the ceiling of products of matrices.</summary>
    Ceiling,

    /// <summary>FusedOpt's plain step, and what is around it in passes of its own, by TensorPrimitives.</summary>
    Passes,

    /// <summary>FusedOpt's step for what a case is compared with: one tensor instead of many, say.</summary>
    Baseline,
}
