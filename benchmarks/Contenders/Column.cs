namespace FusedOpt.Benchmarks.Contenders;

/// <summary>Who is measured. A new way of having FusedOpt's parameters in memory is a new member, with its heading, and a contender.</summary>
internal enum Column
{
    /// <summary>FusedOpt's generated step over fields as users have them: what all others are held against.</summary>
    FusedOpt,

    /// <summary>The same on several threads.</summary>
    Threads,

    /// <summary>FusedOpt's generated step with fast math.</summary>
    FastMath,

    /// <summary>The same with state as bfloat16.</summary>
    BFloat16,

    /// <summary>The same with state in codes of 8 bits.</summary>
    Block8,

    /// <summary>A loop that moves the same bytes and computes nothing, at its best placement.</summary>
    Limit,

    /// <summary>The same for the bytes of a step with state as bfloat16.</summary>
    BFloat16Limit,

    /// <summary>The same for the bytes of a step with state in codes of 8 bits.</summary>
    Block8Limit,

    /// <summary>A hand-written loop in C over state in codes of 8 bits, at its best placement.</summary>
    Block8C,

    /// <summary>The same loop on the memory of FusedOpt's model.</summary>
    Block8CInPlace,

    /// <summary>A hand-written loop in C, in the rule's own order, at its best placement.</summary>
    ExactC,

    /// <summary>The same loop on FusedOpt's own memory.</summary>
    ExactCInPlace,

    /// <summary>A hand-written loop in C with fused multiply-adds and a Newton-refined square root, at its best placement.</summary>
    FastC,

    /// <summary>A plain C# loop.</summary>
    Scalar,

    /// <summary>Calls of TensorPrimitives, one after the other.</summary>
    Primitives,

    /// <summary>FusedOpt's plain step, and what is around it in passes of its own, by TensorPrimitives.</summary>
    Passes,

    /// <summary>FusedOpt's step for what a case is compared with: one tensor instead of many, say.</summary>
    Baseline,
}
