namespace FusedOpt.Schedules;

/// <summary>The way from one learning rate to another.</summary>
/// <remarks>The formulas give the share of the difference that is left, with x for the share of the way that is behind.</remarks>
public enum Annealing
{
    /// <summary><c>(1 + cos(pi * x)) / 2</c>, slow at both ends.</summary>
    Cosine,

    /// <summary><c>1 - x</c>.</summary>
    Linear,

    /// <summary><c>1 - sqrt(x)</c>, fast at first.</summary>
    OneMinusSqrt,
}
