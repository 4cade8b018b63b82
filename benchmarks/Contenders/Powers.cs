using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// The uniforms of a step, computed once for all elements, and nothing else: for Adam two powers, a square root and a division.
/// </summary>
internal sealed class Powers(Formula<float> formula) : Contender(Column.Baseline)
{
    // Powers of step numbers beyond a training's underflow, and take twice as long.
    private const int MostSteps = 100_000;

    private long _step;

    public override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _step = _step % MostSteps + 1;
            formula.Prepare(_step, LearningRate);
        }
    }

    public override void Reset() => _step = 0;

    public override void Write(Gradients kind)
    {
    }
}
