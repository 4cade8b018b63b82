namespace FusedOpt.Generator.Ir;

/// <summary>How often a value changes. The rate of a result is the highest among its operands.</summary>
internal enum Rate : byte
{
    /// <summary>Never: known when the program is compiled.</summary>
    Constant,

    /// <summary>Once per step: hyperparameters, the step, and what follows from them.</summary>
    Uniform,

    /// <summary>With every element: the parameter, its gradient and state, and what follows from them.</summary>
    Varying,
}
