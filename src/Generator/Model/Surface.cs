namespace FusedOpt.Generator.Model;

/// <summary>The names of the public members that every optimized class gains.</summary>
internal static class Surface
{
    public const string Gradients = "Gradients";
    public const string GradientsType = "ParameterGradients";
    public const string LearningRate = "LearningRate";
    public const string StepCount = "StepCount";
    public const string Step = "Step";
    public const string ZeroGradients = "ZeroGradients";

    public static readonly string[] Members = [Gradients, GradientsType, LearningRate, StepCount, Step, ZeroGradients];
}
