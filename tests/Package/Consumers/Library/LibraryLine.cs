using FusedOpt;

namespace Library;

/// <summary>A model that other projects step.</summary>
[Optimize(Adam, LearningRate = 0.1)]
public partial class LibraryLine
{
    public float[] Weights = [1, 2];

    public static float StepOnce()
    {
        var line = new LibraryLine();
        line.Gradients.Weights[0] = 1;
        line.Step();
        return line.Weights[0];
    }
}

[Optimize(Adam, LearningRate = 0.1)]
internal partial class InternalLine
{
    public float Slope = 1;
}
