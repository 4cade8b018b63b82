using FusedOpt;

namespace Team.Rules;

/// <summary>A team's own rule, in a package of its own.</summary>
[UpdateRule]
public static partial class Halving
{
    public static void Update(ref float parameter, float gradient, double learningRate = 0.5) =>
        parameter -= (float)learningRate * gradient;
}
