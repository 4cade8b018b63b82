using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>A contender: takes the steps of a case.</summary>
internal abstract class Contender(Column column)
{
    /// <summary>The column of the contender.</summary>
    public Column Column { get; } = column;

    /// <summary>The step size of the next steps.</summary>
    public virtual double LearningRate { get; set; } = 1e-3;

    /// <summary>The number of steps after which all of the contender's work has had its turn.</summary>
    public virtual int Period => 1;

    /// <summary>Takes steps.</summary>
    public abstract void Run(int steps);

    /// <summary>Goes back to the first values.</summary>
    public abstract void Reset();

    /// <summary>Changes the gradients.</summary>
    public abstract void Write(Gradients kind);
}
