using FusedOpt;

namespace PrivateLibrary;

/// <summary>Keeps its use of FusedOpt to itself.</summary>
public static class Trainer
{
    public static float StepOnce()
    {
        var line = new Line();
        line.Gradients.Slope = 1;
        line.Step();
        return line.Slope;
    }
}

[Optimize(Adam, LearningRate = 0.1)]
internal partial class Line
{
    public float Slope = 1;
}
