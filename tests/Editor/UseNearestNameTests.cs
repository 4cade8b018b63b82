using System.Threading.Tasks;
using FusedOpt.CodeFixes.Fixes;
using Xunit;
using Fix = FusedOpt.Editor.Tests.Infrastructure.FixTest<FusedOpt.CodeFixes.Fixes.UseNearestNameFix>;

namespace FusedOpt.Editor.Tests;

/// <summary><see cref="UseNearestNameFix"/> replaces a misspelt hyperparameter or optimizer.</summary>
public class UseNearestNameTests
{
    [Theory]
    [InlineData("Optimize(Adam, {|FOPT0006:{|CS0246:LearningRat|}|} = /* small */ 0.1)", "Optimize(Adam, LearningRate = /* small */ 0.1)")]
    [InlineData("Optimize(Adam, {|FOPT0006:{|CS0246:lr|}|} = 0.1)", "Optimize(Adam, LearningRate = 0.1)")]
    [InlineData("Optimize(Adam, {|FOPT0006:{|CS0246:FastMth|}|} = true)", "Optimize(Adam, FastMath = true)")]
    [InlineData("FusedOpt.Optimize(Adam, {|FOPT0006:{|CS0246:beta_1|}|} = 0.1)", "FusedOpt.Optimize(Adam, Beta1 = 0.1)")]
    [InlineData(
        "Optimize(Adam), Transform(typeof(FusedOpt.Transforms.ClipByNorm), {|FOPT0006:{|CS0246:MaxNrm|}|} = 1)",
        "Optimize(Adam), Transform(typeof(FusedOpt.Transforms.ClipByNorm), MaxNorm = 1)")]
    [InlineData("Optimize(Adam, {|CS1739:learningRate|}: 0.1)", "Optimize(Adam, LearningRate = 0.1)")]
    [InlineData("Optimize(Adam), GuardGradients({|CS0246:MaxNrm|} = 1)", "Optimize(Adam), GuardGradients(MaxNorm = 1)")]
    [InlineData("Optimize({|CS0103:Adm|})", "Optimize(Adam)")]
    [InlineData("Optimize(Optimizer.{|CS0117:AdmaW|})", "Optimize(Optimizer.AdamW)")]
    [InlineData("Optimize(Adam), {|FOPT0006:Hyperparameter(\"bta1\", 0.5)|}", "Optimize(Adam), Hyperparameter(\"beta1\", 0.5)")]
    [InlineData("Optimize(Adagrad, {|FOPT0006:{|CS0246:InitialAcumulator|}|} = 0.5)", "Optimize(Adagrad, InitialAccumulator = 0.5)")]
    public Task ANameOfAClassIsReplaced(string before, string after) =>
        Fix.Run(Class(before), Class(after));

    [Fact]
    public Task ANameOfAFieldIsReplacedAndAllAtOnce() => Fix.Run(
        """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            [Parameter({|FOPT0006:{|CS0246:WeigthDecay|}|} = 0)] public float Slope;
            [Parameter(LearningRateScale = 2, {|FOPT0006:{|CS0246:weight_decay|}|} = 0)] public float Shift;
        }
        """,
        """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            [Parameter(WeightDecay = 0)] public float Slope;
            [Parameter(LearningRateScale = 2, WeightDecay = 0)] public float Shift;
        }
        """);

    [Theory]
    [InlineData("Optimize(Adam, {|FOPT0006:{|CS0246:Sharpness|}|} = 0.1)")]
    [InlineData("Optimize(Adam, {|FOPT0006:Nesterov = true|})")]
    [InlineData("Optimize(typeof({|CS0246:Adm|}))")]
    [InlineData("Optimize({|CS0103:Quick|})")]
    [InlineData("Optimize(Adam), System.Obsolete(\"\", {|CS0246:DiagnosticI|} = \"\")")]
    public Task NothingIsOfferedWithoutAKnownName(string source) => Fix.RunWithout(Class(source));

    [Fact]
    public Task AnotherTextIsSeen() => Fix.RunControl(
        Class("Optimize(Adam, {|FOPT0006:{|CS0246:LearningRat|}|} = 0.1)"), Class("Optimize(Adam, WeightDecay = 0.1)"));

    private static string Class(string attributes) => $$"""
        using FusedOpt;

        [{{attributes}}]
        public partial class Line
        {
            public float Slope;
        }
        """;
}
