using System.Threading.Tasks;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// Several who take their steps at the same time, each on a thread of its own: steps long enough for the threads to be found.
/// </summary>
internal sealed class Together(Contender[] contenders) : Contender(contenders[0].Column)
{
    public override void Run(int steps) => Parallel.ForEach(contenders, contender => contender.Run(steps));

    public override void Reset()
    {
        foreach (Contender contender in contenders)
            contender.Reset();
    }

    public override void Write(Gradients kind)
    {
        foreach (Contender contender in contenders)
            contender.Write(kind);
    }
}
