using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class PrinterTests
{
    [Fact]
    public void TheTextIsTheSameInEveryCultureAndReadAlike()
    {
        Assert.Equal("\u2212", System.Globalization.CultureInfo.GetCultureInfo("sv-SE").NumberFormat.NegativeSign);
        foreach (Program program in Enumerable.Range(0, 100)
            .Select(seed => RandomPrograms.Of(seed))
            .Concat(Samples.All.Select(s => ProgramParser.Parse(s)!)))
        {
            string text = ProgramPrinter.Print(program);
            Assert.All(Cultures.Under(() => ProgramPrinter.Print(program)), other => Assert.Equal(text, other));
            Assert.All(Cultures.Under(() => ProgramParser.Parse(text)), back => Assert.Equal(program, back));
        }
    }

    [Fact]
    public void TheTextHasOneThingALine()
    {
        foreach (Program program in Enumerable.Range(0, 100).Select(seed => RandomPrograms.Of(seed)))
        {
            int things = 2 + program.Hyperparameters.Count + program.States.Count + program.Instructions.Count + program.Requirements.Count;
            string text = ProgramPrinter.Print(program);
            Assert.Equal(things, text.Count(c => c == '\n'));
            Assert.DoesNotContain('\r', text);
        }
    }

    [Fact]
    public void AnyOneChangeMakesAnotherProgramAndAnotherText()
    {
        foreach (Program program in Samples.All.Select(s => ProgramParser.Parse(s)!)
            .Concat(Enumerable.Range(0, 20).Select(seed => RandomPrograms.Of(seed))))
        {
            string text = ProgramPrinter.Print(program);
            var texts = new HashSet<string> { text };
            foreach (Program changed in Changes(program))
            {
                string changedText = ProgramPrinter.Print(changed);
                Assert.False(program.Equals(changed), changedText);
                Assert.True(texts.Add(changedText), $"Two programs print as\n{changedText}");
            }
        }
    }

    [Fact]
    public void ZeroAndMinusZeroAreTwoConstants()
    {
        Program plus = Sketch.Of(s => s.Do(Op.Add, s.X, s.Constant(0.0)));
        Program minus = Sketch.Of(s => s.Do(Op.Add, s.X, s.Constant(-0.0)));
        Assert.NotEqual(plus, minus);
        Assert.NotEqual(ProgramPrinter.Print(plus), ProgramPrinter.Print(minus));
    }

    private static IEnumerable<Program> Changes(Program program)
    {
        yield return program with { Name = program.Name + "2" };
        yield return program with { Source = program.Source + "2" };
        yield return program with { Element = program.Element == ElementType.Any ? ElementType.Double : ElementType.Any };
        yield return program with { ParameterOut = program.ParameterOut + 1 };
        for (int i = 0; i < program.Hyperparameters.Count; i++)
        {
            Hyperparameter h = program.Hyperparameters[i];
            yield return program with { Hyperparameters = Replace(program.Hyperparameters, i, h with { Name = h.Name + "2" }) };
            yield return program with { Hyperparameters = Replace(program.Hyperparameters, i, h with { Message = h.Message + "\\" }) };
            Interval otherRange = h.Range with { LowIncluded = !h.Range.LowIncluded };
            yield return program with { Hyperparameters = Replace(program.Hyperparameters, i, h with { Range = otherRange }) };
            long otherDefault = OtherBits(h.Type, h.Default);
            yield return program with { Hyperparameters = Replace(program.Hyperparameters, i, h with { Default = otherDefault }) };
        }

        for (int i = 0; i < program.States.Count; i++)
        {
            StateSlot s = program.States[i];
            yield return program with { States = Replace(program.States, i, s with { Name = s.Name + "2" }) };
            yield return program with { States = Replace(program.States, i, s with { Initial = OtherBits(ScalarType.Double, s.Initial) }) };
            yield return program with { States = Replace(program.States, i, s with { InitialFrom = s.InitialFrom + 1 }) };
            yield return program with { States = Replace(program.States, i, s with { Out = s.Out + 1 }) };
        }

        for (int i = 0; i < program.Instructions.Count; i++)
        {
            foreach (Instruction changed in Changes(program.Instructions[i]))
                yield return program with { Instructions = Replace(program.Instructions, i, changed) };
        }

        for (int i = 0; i < program.Requirements.Count; i++)
        {
            Requirement r = program.Requirements[i];
            yield return program with { Requirements = Replace(program.Requirements, i, r with { Message = r.Message + "\n" }) };
            yield return program with { Requirements = Replace(program.Requirements, i, r with { Condition = r.Condition + 1 }) };
        }
    }

    private static IEnumerable<Instruction> Changes(Instruction i)
    {
        if (i.Name is not null || !i.IsConstant)
            yield return i with { Name = i.Name + "2" };
        if (i.IsConstant)
            yield return i with { Payload = new(OtherBits(i.Type, i.Payload.Bits)) };
        if (i.Op is Op.State or Op.Hyperparameter)
            yield return i with { Payload = new(i.Payload.Bits + 1) };
        if (!i.IsInput)
            yield return i with { Op = i.Op == Op.Add ? Op.Subtract : Op.Add };
        if (i.A >= 0)
            yield return i with { A = i.A + 1 };
        if (i.B >= 0)
            yield return i with { B = i.B + 1 };
        if (i.C >= 0)
            yield return i with { C = i.C + 1 };
    }

    // A number changes its sign alone, so that 0.0 becomes -0.0.
    private static long OtherBits(ScalarType type, long bits) => type switch
    {
        ScalarType.Bool => 1 - bits,
        ScalarType.Long => bits ^ 1,
        _ => bits ^ long.MinValue,
    };

    private static EquatableArray<T> Replace<T>(EquatableArray<T> items, int index, T item)
        where T : System.IEquatable<T> => items.Select((old, i) => i == index ? item : old).ToEquatableArray();
}
