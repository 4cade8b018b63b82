namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>The precedence of an operator in C#, from operators that bind loosest to those that bind tightest.</summary>
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
