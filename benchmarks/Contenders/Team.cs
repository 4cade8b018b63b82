using System.Linq;
using System.Threading;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>Several who take the same steps at once, each on a thread of its own.</summary>
internal sealed class Team(Column column, Contender[] members) : Contender(column)
{
    public override double LearningRate
    {
        get => members[0].LearningRate;
        set
        {
            foreach (Contender member in members)
                member.LearningRate = value;
        }
    }

    public override void Run(int steps)
    {
        if (members.Length == 1)
        {
            members[0].Run(steps);
            return;
        }

        Thread[] others = [.. members.Skip(1).Select(member => new Thread(() => member.Run(steps)))];
        foreach (Thread other in others)
            other.Start();
        members[0].Run(steps);
        foreach (Thread other in others)
            other.Join();
    }

    public override void Reset()
    {
        foreach (Contender member in members)
            member.Reset();
    }

    public override void Write(Gradients kind)
    {
        foreach (Contender member in members)
            member.Write(kind);
    }
}
