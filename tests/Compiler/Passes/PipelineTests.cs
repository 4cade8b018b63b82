using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class PipelineTests
{
    private static IEnumerable<(Program Kernel, EquatableArray<long> Values)> Kernels =>
        from rule in Enumerable.Range(0, 300)
            .Select(seed => RandomPrograms.Of(seed))
            .Concat(Samples.All.Select(text => ProgramParser.Parse(text)!))
        let values = RandomPrograms.HyperparametersFor(rule, new Random(1))
        from element in new[] { ElementType.Single, ElementType.Double }
        select (Pipeline.Kernel(Pipeline.Formula(rule, values, isMatrix: false), values, element), values);

    [Fact]
    public void AKernelIsAsShortAsItsPassesCanMakeIt()
    {
        foreach ((Program kernel, EquatableArray<long> values) in Kernels)
        {
            string text = ProgramPrinter.Print(kernel);
            Assert.Equal(text, ProgramPrinter.Print(BindHyperparameters.Run(kernel, values, kernel.Element)));
            Assert.Equal(text, ProgramPrinter.Print(FoldConstants.Run(kernel)));
            Assert.Equal(text, ProgramPrinter.Print(Simplify.Run(kernel)));
            Assert.Equal(text, ProgramPrinter.Print(RemoveDead.Run(kernel)));
            Assert.Equal(kernel, Pipeline.Kernel(kernel, values, kernel.Element));
        }
    }

    [Fact]
    public void NoHyperparameterIsLeftButTheLearningRate()
    {
        foreach ((Program kernel, _) in Kernels)
            Assert.All(kernel.Instructions.Where(i => i.Op == Op.Hyperparameter), i => Assert.Equal("learningRate", i.Name));
    }

    [Fact]
    public void NoConditionThatIsKnownIsLeftToTheStep()
    {
        foreach ((Program kernel, _) in Kernels)
            Assert.DoesNotContain(kernel.Instructions, i => i.Op == Op.Select && kernel.Instructions[i.A].IsConstant);
    }

    [Fact]
    public void AConditionOnARoundedHyperparameterIsKnownOnceTheElementTypeIs()
    {
        Program rule = Sketch.Of(
            s => s.Do(Op.Select, s.Compare(Op.Greater, s.Do(Op.ToElement, s.Hyper(1)), s.Constant(0)), s.X, s.Y),
            hyperparameters: [Sketch.Number("momentum", 0.9)]);
        Program kernel = Pipeline.Kernel(
            Pipeline.Formula(rule, Sketch.Defaults(rule), isMatrix: false), Sketch.Defaults(rule), ElementType.Single);
        Assert.Equal([Op.Parameter], kernel.Instructions.Select(i => i.Op));
    }

    [Fact]
    public void AKernelReadsBackFromItsText()
    {
        foreach ((Program kernel, _) in Kernels)
            Assert.Equal(kernel, ProgramParser.Parse(ProgramPrinter.Print(kernel)));
    }

    [Fact]
    public void TheSameRuleGivesTheSameKernel()
    {
        foreach (string text in Samples.All)
        {
            Program first = ProgramParser.Parse(text)!, second = ProgramParser.Parse(text)!;
            Assert.Equal(
                Pipeline.Kernel(
                    Pipeline.Formula(first, Sketch.Defaults(first), isMatrix: false), Sketch.Defaults(first), ElementType.Single),
                Pipeline.Kernel(
                    Pipeline.Formula(second, Sketch.Defaults(second), isMatrix: false), Sketch.Defaults(second), ElementType.Single));
        }
    }

    [Fact]
    public void TheLearningRateAloneMakesNoOtherKernel()
    {
        Program adam = ProgramParser.Parse(Samples.Adam)!;
        EquatableArray<long> values = Sketch.Defaults(adam);
        EquatableArray<long> With(bool learningRate) =>
            values.Zip(
                adam.Hyperparameters,
                (bits, h) => h.Type == ScalarType.Double && h.IsLearningRate == learningRate ? BitConverter.DoubleToInt64Bits(0.25) : bits)
                .ToEquatableArray();
        Program Kernel(EquatableArray<long> chosen) =>
            Pipeline.Kernel(Pipeline.Formula(adam, chosen, isMatrix: false), chosen, ElementType.Single);
        Assert.Same(Kernel(values), Kernel(With(learningRate: true)));
        Assert.NotEqual(Kernel(values), Kernel(With(learningRate: false)));
    }

    [Fact]
    public void TheFormulaKeepsTheWordsOfTheRule()
    {
        Program adam = ProgramParser.Parse(Samples.Adam)!;
        Program formula = Pipeline.Formula(adam, Sketch.Defaults(adam), isMatrix: false);
        Assert.Equal(ElementType.Any, formula.Element);
        Assert.Superset(
            new HashSet<string?> { "beta1", "beta2", "epsilon", "stepSize", "expAvg", "biasCorrection2Sqrt" },
            (from i in formula.Instructions.AsEnumerable() select i.Name).ToHashSet());
        Assert.DoesNotContain(formula.Instructions, i => i.Op == Op.Select);
    }

    [Fact]
    public void AdamWithoutOptionsDividesAndTakesARootOncePerElement()
    {
        Program adam = ProgramParser.Parse(Samples.Adam)!;
        Program kernel = Pipeline.Kernel(
            Pipeline.Formula(adam, Sketch.Defaults(adam), isMatrix: false), Sketch.Defaults(adam), ElementType.Single);
        Op[] perElement = [.. kernel.Instructions.Where(i => i.Rate == Rate.Varying && !i.IsInput).Select(i => i.Op).Order()];
        Op[] expected =
        [
            Op.Add, Op.Add, Op.Add, Op.Subtract, Op.Subtract, Op.Multiply, Op.Multiply, Op.Multiply, Op.Multiply, Op.Multiply, Op.Divide,
            Op.Sqrt,
        ];
        Assert.Equal(expected, perElement);
    }
}
