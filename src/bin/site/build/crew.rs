//! Many small jobs on all processors.

use std::sync::Mutex;
use std::thread;

use crate::failure::Failure;

/// Does every job. All are waited for; the first failure is said.
///
/// # Errors
/// The first failure of a job.
pub fn each<T: Send>(jobs: Vec<T>, work: impl Fn(T) -> Result<(), Failure> + Sync) -> Result<(), Failure> {
    let left = Mutex::new(jobs.into_iter());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let one = || {
            // The lock is let go before the work begins.
            let next = || left.lock().ok().and_then(|mut left| left.next());
            while let Some(job) = next() {
                work(job)?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(one)).collect();
        let done = threads.into_iter().map(|thread| {
            thread.join().unwrap_or_else(|_| {
                Err(Failure::Step {
                    step: "A part of the build".to_owned(),
                    detail: String::new(),
                    remedy: "The message above says why".to_owned(),
                })
            })
        });
        let done: Vec<Result<(), Failure>> = done.collect();
        done.into_iter().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{Failure, each};
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_job_is_done_once_and_a_failure_is_said() {
        let sum = AtomicUsize::new(0);
        each((1..=100).collect(), |job| {
            sum.fetch_add(job, Ordering::Relaxed);
            Ok(())
        })
        .unwrap();
        assert_eq!(sum.into_inner(), 5050);
        let odd = |job: usize| if job == 3 { Err(Failure::Choice("three".to_owned())) } else { Ok(()) };
        assert_eq!(each(vec![1, 2, 3], odd).unwrap_err().to_string(), "three");
    }
}
