using System;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class OpTableTests
{
    [Fact]
    public void EveryOperationHasAShapeAnArityAndAName()
    {
        foreach (Op op in Enum.GetValues<Op>())
        {
            int least = OpTable.Shape(op) is OpShape.Input or OpShape.Draw ? 0 : 1;
            Assert.InRange(OpTable.Arity(op), least, 3);
            Assert.True(OpTable.TryParse(op.ToString(), out Op parsed));
            Assert.Equal(op, parsed);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("add")]
    [InlineData("6")]
    [InlineData("Add, Subtract")]
    public void NothingElseIsTheNameOfOne(string name) => Assert.False(OpTable.TryParse(name, out _));
}
