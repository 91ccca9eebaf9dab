//! Compiled expressions: a stack program, evaluated without allocation for one replicate or for lanes of them.

use crate::expression::operation::{Binary, Unary, choose, clamp};
use crate::numeric::Real;

/// One step of a program; operands are taken from the stack, the result is put there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Instruction<V> {
    Constant(f64),
    Load(V),
    Accumulator(usize),
    Day,
    Unary(Unary),
    Binary(Binary),
    Clamp,
    Choose,
}

impl<V> Instruction<V> {
    /// How many values the instruction takes.
    fn operands(&self) -> usize {
        match self {
            Self::Constant(_) | Self::Load(_) | Self::Accumulator(_) | Self::Day => 0,
            Self::Unary(_) => 1,
            Self::Binary(_) => 2,
            Self::Clamp | Self::Choose => 3,
        }
    }
}

/// The stack that almost every expression fits: small, since it is cleared at every evaluation.
const SHALLOW: usize = 8;
/// The largest stack.
const DEEP: usize = 64;

/// The instructions of one expression; every one finds its operands, one value remains, at most [`DEEP`] are held at once.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Program<V> {
    instructions: Box<[Instruction<V>]>,
    depth: usize,
}

impl<V: Copy> Program<V> {
    /// The program of these instructions; `None` if it would hold too many values at once.
    pub(super) fn new(instructions: Vec<Instruction<V>>) -> Option<Self> {
        let mut height = 0_usize;
        let mut depth = 0;
        for instruction in &instructions {
            height = height.saturating_sub(instruction.operands()) + 1;
            depth = depth.max(height);
        }
        (depth <= DEEP).then(|| Self { instructions: instructions.into(), depth })
    }

    /// The program of one instruction that takes nothing.
    pub(super) fn single(instruction: Instruction<V>) -> Self {
        Self { instructions: [instruction].into(), depth: 1 }
    }

    /// The value on `day` (0 is the first), with `read` giving each variable and `accumulators` what was gathered so far.
    #[inline(always)]
    pub(super) fn evaluate<R: Real>(&self, read: impl Fn(V) -> R, accumulators: &[R], day: usize) -> R {
        if self.depth <= SHALLOW {
            self.run::<R, SHALLOW>(read, accumulators, day)
        } else {
            self.run::<R, DEEP>(read, accumulators, day)
        }
    }

    #[inline(always)]
    fn run<R: Real, const SIZE: usize>(&self, read: impl Fn(V) -> R, accumulators: &[R], day: usize) -> R {
        let mut stack = Stack { values: [R::zero(); SIZE], height: 0 };
        for instruction in &self.instructions {
            let value = match *instruction {
                Instruction::Constant(value) => R::splat(value),
                Instruction::Load(variable) => read(variable),
                Instruction::Accumulator(index) => accumulators[index],
                Instruction::Day => R::splat(day as f64),
                Instruction::Unary(operation) => operation.apply(stack.pop()),
                Instruction::Binary(operation) => {
                    let right = stack.pop();
                    operation.apply(stack.pop(), right)
                }
                Instruction::Clamp => {
                    let [x, low, high] = stack.pop_three();
                    clamp(x, low, high)
                }
                Instruction::Choose => {
                    let [condition, yes, no] = stack.pop_three();
                    choose(condition, yes, no)
                }
            };
            stack.push(value);
        }
        stack.pop()
    }
}

/// Values in waiting. A program never leaves the stack, and the remainder says so to the compiler, which then drops its bounds
/// checks (sizes are powers of two).
struct Stack<R, const SIZE: usize> {
    values: [R; SIZE],
    height: usize,
}

impl<R: Real, const SIZE: usize> Stack<R, SIZE> {
    #[inline(always)]
    fn push(&mut self, value: R) {
        self.values[self.height % SIZE] = value;
        self.height += 1;
    }

    #[inline(always)]
    fn pop(&mut self) -> R {
        self.height = self.height.wrapping_sub(1);
        self.values[self.height % SIZE]
    }

    /// The three topmost values, the lowest first.
    #[inline(always)]
    fn pop_three(&mut self) -> [R; 3] {
        let third = self.pop();
        let second = self.pop();
        [self.pop(), second, third]
    }
}
