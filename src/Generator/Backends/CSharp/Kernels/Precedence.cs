namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>How tightly an operator binds, in C#'s order.</summary>
internal enum Precedence
{
    Conditional,
    ConditionalOr,
    ConditionalAnd,
    LogicalOr,
    LogicalAnd,
    Comparison,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
