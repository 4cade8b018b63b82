namespace FusedOpt.Generator.Ir;

/// <summary>What an instruction does. What each one takes and gives stands in <see cref="OpTable"/>.</summary>
internal enum Op : byte
{
    // Inputs
    Parameter,
    Gradient,
    Updated,
    State,
    Step,
    GradientScale,
    Hyperparameter,
    Constant,
    Count,
    IsMatrix,

    // Arithmetic
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,

    // Functions
    Sqrt,
    Abs,
    Min,
    Max,
    CopySign,
    Sign,
    FlushSubnormal,
    Floor,
    Ceiling,
    Truncate,
    Round,
    FusedMultiplyAdd,
    Pow,
    Exp,
    Log,
    Tanh,
    Cbrt,
    Cos,
    Atan2,

    // What fast math puts in the place of others
    MultiplyAddEstimate,
    SqrtEstimate,
    Reciprocal,

    // Random numbers
    UniformNoise,
    NormalNoise,

    // Reductions
    Sum,
    Mean,
    Norm,
    Maximum,

    // Conversions
    ToElement,
    ToDouble,

    // Comparison and choice
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Not,
    Select,
}
