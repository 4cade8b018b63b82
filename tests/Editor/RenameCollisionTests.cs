using System.Threading.Tasks;
using FusedOpt.CodeFixes.Fixes;
using Xunit;
using Fix = FusedOpt.Editor.Tests.Infrastructure.FixTest<FusedOpt.CodeFixes.Fixes.RenameCollisionFix>;

namespace FusedOpt.Editor.Tests;

/// <summary><see cref="RenameCollisionFix"/> renames a member that has the name of a generated one, with its uses.</summary>
public class RenameCollisionTests
{
    [Theory]
    [InlineData("public void {|FOPT0008:Step|}() { }", "public void OwnStep() { }", "line.Step()", "line.OwnStep()")]
    [InlineData("public int {|FOPT0008:StepCount|};", "public int OwnStepCount;", "line.StepCount++", "line.OwnStepCount++")]
    [InlineData(
        "public int {|FOPT0008:LearningRate|} { get; set; }", "public int OwnLearningRate { get; set; }", "line.LearningRate++", "line.OwnLearningRate++")]
    [InlineData("public class {|FOPT0008:Gradients|};", "public class OwnGradients;", "_ = new Line.Gradients()", "_ = new Line.OwnGradients()")]
    [InlineData(
        "public int OwnStep; public void {|FOPT0008:Step|}() { }",
        "public int OwnStep; public void OwnStep2() { }",
        "line.Step()",
        "line.OwnStep2()")]
    public Task AMemberIsRenamedWithItsUses(string before, string after, string useBefore, string useAfter) =>
        Fix.Run(Class(before, useBefore), Class(after, useAfter));

    [Fact]
    public Task AParameterOfAConstructorIsRenamed() => Fix.Run(
        "using FusedOpt; [Optimize(Adam)] public partial class Line(int {|FOPT0008:Step|}) { public float X; public int Y => Step; }",
        "using FusedOpt; [Optimize(Adam)] public partial class Line(int OwnStep) { public float X; public int Y => OwnStep; }");

    [Fact]
    public Task ATypeParameterIsRenamed() => Fix.Run(
        "using FusedOpt; [Optimize(Adam)] public partial class Line<{|FOPT0008:Step|}> { public float X; public Step? Y; }",
        "using FusedOpt; [Optimize(Adam)] public partial class Line<TStep> { public float X; public TStep? Y; }");

    [Theory]
    [InlineData("public class Base { public void Step() { } } [Optimize(Adam)] public partial class {|FOPT0008:Line|} : Base { public float X; }")]
    [InlineData("[Optimize(Adam)] public partial class Line { public float X; void IOptimizable.{|FOPT0008:Step|}() { } }")]
    [InlineData("[Optimize(Adam)] public partial class {|FOPT0008:Step|} { public float X; }")]
    public Task AnInheritedMemberAnImplementationAndTheClassAreLeftToTheUser(string source) => Fix.RunWithout("using FusedOpt; " + source);

    [Fact]
    public Task AnotherTextIsSeen() =>
        Fix.RunControl(Class("public void {|FOPT0008:Step|}() { }", "line.Step()"), Class("public void MyStep() { }", "line.MyStep()"));

    private static string Class(string member, string use) => $$"""
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            {{member}}
        }

        public static class Program
        {
            public static void Use(Line line)
            {
                {{use}}; // a use
            }
        }
        """;
}
