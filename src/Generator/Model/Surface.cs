namespace FusedOpt.Generator.Model;

/// <summary>The names of the members that every optimized class gains.</summary>
internal static class Surface
{
    public const string Gradients = "Gradients";
    public const string GradientsType = "ParameterGradients";
    public const string LearningRate = "LearningRate";
    public const string StepCount = "StepCount";
    public const string Step = "Step";
    public const string ZeroGradients = "ZeroGradients";

    public const string IsTraining = "IsTraining";
    public const string Train = "Train";
    public const string Evaluate = "Evaluate";

    public const string PrepareStep = "PrepareStep";
    public const string Refused = "Refused";
    public const string AssignParameters = "AssignParameters";

    /// <summary>Private members, which give way to the user's own.</summary>
    public static readonly string[] PrivateMembers = [PrepareStep, Refused, AssignParameters];

    /// <summary>Public members where the rule moves parameters to where they are evaluated.</summary>
    public static readonly string[] Modes = [IsTraining, Train, Evaluate];

    /// <summary>Public members, which the user must not have.</summary>
    public static readonly string[] Members = [Gradients, GradientsType, LearningRate, StepCount, Step, ZeroGradients];
}
